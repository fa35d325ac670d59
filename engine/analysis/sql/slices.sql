-- Downtime, where it lies, by a part of the plant's clock; a stop counts where it
-- begins. place orders the slices as the clock does.
SELECT
    CASE $slice::VARCHAR
        WHEN 'hour' THEN hour(bucket_start_local)
        WHEN 'weekday' THEN isodow(local_date)
    END AS place,
    CASE WHEN $slice::VARCHAR = 'shift' THEN shift END AS shift,
    SUM(stops)::BIGINT AS stops,
    SUM(micro_stops)::BIGINT AS micro_stops,
    SUM(downtime_us)::BIGINT AS downtime_us,
    SUM(run_time_us)::BIGINT AS run_time_us
FROM pieces
GROUP BY 1, 2
HAVING SUM(run_time_us) > 0 OR SUM(stops) > 0
ORDER BY downtime_us DESC, place, shift NULLS LAST
