-- Shots of the shift or day so far, as the marts count them.
SELECT
    t.equipment_code,
    COALESCE(SUM(m.shots), 0)::BIGINT AS shots
FROM tool t
JOIN plan p ON p.location_id IS NOT DISTINCT FROM t.location_id AND p.time_zone = t.time_zone
JOIN (
    SELECT equipment_code, local_date, shift, shots FROM mart.run_rate_shift
    UNION ALL
    SELECT equipment_code, local_date, '', shots FROM mart.run_rate_day
) m
    ON m.equipment_code = t.equipment_code
    AND m.local_date = DATE '1970-01-01' + CAST(p.date_no AS INTEGER)
    AND m.shift = COALESCE(p.shift, '')
GROUP BY t.equipment_code
