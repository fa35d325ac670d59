-- What decides what a tool is doing: the longest silence inside a run and the
-- tolerance of its cycle times; its own setting, else the site's.
SELECT
    t.equipment_code,
    COALESCE(
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NOT NULL),
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NULL)
    ) AS run_gap_us,
    COALESCE(
        arg_max(g.tolerance, g.place) FILTER (WHERE g.equipment_code IS NOT NULL),
        arg_max(g.tolerance, g.place) FILTER (WHERE g.equipment_code IS NULL)
    ) AS tolerance
FROM (SELECT DISTINCT equipment_code FROM mart.run) t
JOIN core.setting_run_rate g ON g.equipment_code = t.equipment_code OR g.place = 0
GROUP BY t.equipment_code
