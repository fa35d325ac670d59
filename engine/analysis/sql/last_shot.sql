-- The last shot of each tool, whatever the window, and how long a silence may
-- be before the tool counts as off: run_gap of the tool, else of the site.
WITH last_run AS (
    SELECT equipment_code, last_shot_utc, end_local - end_utc AS clock, ref_ct
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY last_shot_utc DESC, run_id) = 1
)
SELECT
    r.equipment_code,
    r.last_shot_utc,
    r.last_shot_utc + r.clock AS last_shot_local,
    r.ref_ct,
    COALESCE(
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NOT NULL),
        arg_max(g.run_gap_us, g.place) FILTER (WHERE g.equipment_code IS NULL)
    ) AS run_gap_us
FROM last_run r
LEFT JOIN core.setting_run_rate g
    ON g.run_gap_us IS NOT NULL
    AND (g.equipment_code = r.equipment_code OR g.place = 0)
GROUP BY ALL
ORDER BY r.equipment_code
