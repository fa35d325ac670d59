-- The tools with shots in the weeks, and how many are read of each, at most: those of
-- the weeks and of the baselines of its parts, three local days more at either end where
-- period_stretch.sql has two of UTC.
SELECT
    d.equipment_code,
    SUM(d.shots) FILTER (WHERE d.is_read)::BIGINT AS shots
FROM (
    SELECT
        r.equipment_code,
        r.shots,
        COALESCE(r.local_date >= k.from_date, TRUE) AND COALESCE(r.local_date < k.to_date, TRUE) AS is_asked,
        (COALESCE(r.local_date >= k.from_date - 3, TRUE) AND COALESCE(r.local_date < k.to_date + 3, TRUE))
        OR COALESCE(r.local_date >= w.from_date - 3 AND r.local_date < w.to_date + 3, FALSE) AS is_read
    FROM mart.run_rate_day r
    CROSS JOIN week k
    LEFT JOIN asked_window w ON w.equipment_code = r.equipment_code AND w.part_id IS NOT DISTINCT FROM r.part_id
    WHERE r.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
) d
GROUP BY d.equipment_code
HAVING BOOL_OR(d.is_asked)
ORDER BY d.equipment_code
