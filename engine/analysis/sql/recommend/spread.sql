-- The spread of each tool's slow, fast and normal cycles, as standard deviation /
-- mean: pooled within run and day, so that neither another part nor a setting that
-- was changed passes for spread.
SELECT
    equipment_code,
    SQRT(SUM((shots - 1) * variance) / SUM(shots - 1)) / (SUM(shots * mean) / SUM(shots)) AS ct_cv
FROM (
    SELECT
        i.equipment_code,
        COUNT(*) AS shots,
        AVG(i.ct) AS mean,
        VAR_SAMP(i.ct) AS variance
    FROM mart.shot_interval i
    WHERE i.class IN ('normal', 'slow', 'fast')
        AND i.shot_time_utc >= $from_date::DATE - 1
        AND i.shot_time_utc < $to_date::DATE + 1
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], i.equipment_code))
    GROUP BY i.equipment_code, i.run_id, i.shot_time_utc::DATE
)
WHERE shots > 1
GROUP BY equipment_code
