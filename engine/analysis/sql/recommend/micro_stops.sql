-- Stops too short for anybody to note them, without what lies in no planned time of a
-- calendar. base is the share of theirs that is left.
SELECT
    m.equipment_code,
    NULL::BIGINT AS part_id,
    'micro_stops' AS rule,
    'action' AS severity,
    m.days,
    m.shots,
    s.left_us / s.micro_us AS base,
    json_object('micro_stop_share', s.left_us / (m.run_time_us - s.off_us), 'micro_stops', s.micro_stops, 'mean_us', s.left_us // s.micro_stops)::VARCHAR AS facts
FROM made m
JOIN (
    SELECT
        equipment_code,
        COUNT(*) FILTER (WHERE is_micro AND downtime_us > off_us) AS micro_stops,
        SUM(downtime_us) FILTER (WHERE is_micro)::BIGINT AS micro_us,
        SUM(downtime_us - off_us) FILTER (WHERE is_micro)::BIGINT AS left_us,
        SUM(off_us)::BIGINT AS off_us
    FROM stop_off
    GROUP BY equipment_code
) s ON s.equipment_code = m.equipment_code
WHERE m.run_time_us >= $least_run_us::BIGINT
    AND s.left_us / NULLIF(m.run_time_us - s.off_us, 0) > $micro_stop_share::DOUBLE
