-- The last shot of each tool, whatever the window; its wall clock is that of
-- the end of its run.
WITH last_run AS (
    SELECT equipment_code, run_id, ref_ct, end_local - end_utc AS clock
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY end_utc DESC, run_id) = 1
)
SELECT
    r.equipment_code,
    MAX(i.shot_time_utc) AS last_shot_utc,
    MAX(i.shot_time_utc) + ANY_VALUE(r.clock) AS last_shot_local,
    ANY_VALUE(r.ref_ct) AS ref_ct
FROM last_run r
JOIN mart.shot_interval i ON i.run_id = r.run_id
GROUP BY r.equipment_code
ORDER BY r.equipment_code
