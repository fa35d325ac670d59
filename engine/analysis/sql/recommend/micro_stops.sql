-- Stops too short for anybody to note them.
SELECT
    m.equipment_code,
    NULL::BIGINT AS part_id,
    'micro_stops' AS rule,
    'action' AS severity,
    m.days,
    m.shots,
    NULL::DOUBLE AS base,
    json_object('micro_stop_share', s.micro_us / m.run_time_us, 'micro_stops', s.micro_stops, 'mean_us', s.micro_us // s.micro_stops)::VARCHAR AS facts
FROM made m
JOIN (
    SELECT
        equipment_code,
        COUNT(*) AS micro_stops,
        SUM(downtime_us)::BIGINT AS micro_us
    FROM stop_of_window
    WHERE is_micro
    GROUP BY equipment_code
) s ON s.equipment_code = m.equipment_code
WHERE m.run_time_us >= $least_run_us::BIGINT
    AND s.micro_us / m.run_time_us > $micro_stop_share::DOUBLE
