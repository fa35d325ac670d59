-- Subgroups in the order of time: mean and standard deviation of their shots, s;
-- of single shots the distance to the run's shot before. What is left at the end
-- of a run is no subgroup.
SELECT
    MAX(shot_time_utc) AS at_utc,
    CAST(SUM(ct_us) AS DOUBLE) / COUNT(*) / 1000000 AS mean,
    CASE
        WHEN COUNT(*) = 1 THEN ABS(MAX(ct_us) - MAX(before_us)) / 1000000
        ELSE SQRT(CAST(COUNT(*) * SUM(CAST(ct_us AS HUGEINT) * ct_us) - CAST(SUM(ct_us) AS HUGEINT) * CAST(SUM(ct_us) AS HUGEINT) AS DOUBLE)
            / COUNT(*) / (COUNT(*) - 1)) / 1000000
    END AS spread,
    equipment_code,
    part_id,
    is_baseline
FROM placed
GROUP BY equipment_code, part_id, is_baseline, run_id, group_no
HAVING COUNT(*) = $subgroup::BIGINT
ORDER BY at_utc, run_id, group_no
