-- The tools with shots in the weeks, and how many shots there are in these and in
-- the baselines.
SELECT
    d.equipment_code,
    SUM(d.shots)::BIGINT AS shots
FROM (
    SELECT
        r.equipment_code,
        r.shots,
        COALESCE(r.local_date >= k.from_date, TRUE) AND COALESCE(r.local_date < k.to_date, TRUE) AS is_asked,
        COALESCE(r.local_date >= w.from_date AND r.local_date < w.to_date, FALSE) AS is_baseline
    FROM mart.run_rate_day r
    CROSS JOIN week k
    LEFT JOIN asked_window w ON w.equipment_code = r.equipment_code AND w.part_id IS NOT DISTINCT FROM r.part_id
    WHERE r.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
) d
WHERE d.is_asked OR d.is_baseline
GROUP BY d.equipment_code
HAVING COUNT(*) FILTER (WHERE d.is_asked) > 0
ORDER BY d.equipment_code
