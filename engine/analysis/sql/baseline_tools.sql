-- The tools with shots, and how many are read of each, at most: those of the baselines of
-- its parts, three local days more at either end where baseline_stretch.sql has two of UTC.
SELECT
    r.equipment_code,
    COALESCE(SUM(r.shots) FILTER (WHERE r.local_date >= w.from_date - 3 AND r.local_date < w.to_date + 3), 0)::BIGINT AS shots
FROM mart.run_rate_day r
LEFT JOIN asked_window w ON w.equipment_code = r.equipment_code AND w.part_id IS NOT DISTINCT FROM r.part_id
WHERE r.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
GROUP BY r.equipment_code
ORDER BY r.equipment_code
