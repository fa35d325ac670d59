-- 10: the buckets that it counts in.
SELECT
    'Counts in the hour from ' || strftime(s.bucket_start_local, '%H:%M') || ', the day ' || s.local_date
        || COALESCE(', the shift ' || s.shift || ' of ' || s.shift_date, '') || ', week ' || isoyear(s.local_date) || '-W'
        || lpad(week(s.local_date)::VARCHAR, 2, '0') || ' and month ' || strftime(s.local_date, '%Y-%m') || '.' AS text,
    s.bucket_start_utc AS "bucket_start_utc|mart.run_rate_hour",
    s.local_date AS "local_date|mart.run_rate_day",
    s.shift AS "shift|mart.run_rate_shift",
    m.cavities AS "parts|parts that it adds",
    (
        -- An interval that crosses an edge is cut there; its time counts on both sides.
        SELECT NULLIF(string_agg(DISTINCT strftime(t.bucket_start_local, '%Y-%m-%d %H:%M'), ', '), strftime(s.bucket_start_local, '%Y-%m-%d %H:%M'))
        FROM mart.run_rate_slot t
        WHERE t.run_id = i.run_id
            AND t.slot_start_utc < i.shot_time_utc + to_microseconds(CASE WHEN r.end_utc > r.last_shot_utc THEN i.d_us ELSE 0 END)
            AND t.slot_start_utc >= date_trunc('hour', i.shot_time_utc - to_microseconds(CASE WHEN r.end_utc > r.last_shot_utc THEN 0 ELSE i.d_us END))
    ) AS "time_in_hours|hours that share its time"
FROM mart.shot_interval i
JOIN mart.run r ON r.run_id = i.run_id
JOIN core.master_shot m
    ON m.counter_code = i.counter_code AND m.shot_time_utc = i.shot_time_utc AND m.seq IS NOT DISTINCT FROM i.seq
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
JOIN mart.run_rate_slot s
    ON s.run_id = i.run_id
    AND s.slot_start_utc <= i.shot_time_utc
    AND s.slot_start_utc >= date_trunc('hour', i.shot_time_utc)
WHERE i.counter_code = $counter AND i.shot_time_utc = $time::TIMESTAMP AND i.seq IS NOT DISTINCT FROM $seq::BIGINT
ORDER BY s.slot_start_utc DESC
LIMIT 1
