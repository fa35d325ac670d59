-- The longest silence inside a run of each tool: its own setting, else the
-- site's.
SELECT
    t.equipment_code,
    COALESCE(
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NOT NULL),
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NULL)
    ) AS run_gap_us
FROM (SELECT DISTINCT equipment_code FROM mart.run) t
JOIN core.setting_run_rate g
    ON g.run_gap_us IS NOT NULL
    AND (g.equipment_code = t.equipment_code OR g.place = 0)
GROUP BY t.equipment_code
