-- The spread of a tool's slow, fast and normal cycles, as standard deviation / mean:
-- pooled within run and day, so that neither another part nor a setting that was
-- changed passes for spread. Only of tools where it can matter, for it takes all
-- their shots: slow or inefficient ones, and those where 0.7 of the limit are passed
-- roughly (a spread of 10 % whose rough one is below 7 % takes a percent of cycles
-- of twice the usual length among usual ones).
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
    SEMI JOIN (
        SELECT equipment_code
        FROM summed
        WHERE deviation > $slow_deviation::DOUBLE
            OR efficiency < $efficiency_watch::DOUBLE
            OR rough_cv > 0.7 * $unsteady_cv::DOUBLE
    ) s ON s.equipment_code = i.equipment_code
    WHERE i.class IN ('normal', 'slow', 'fast')
        AND i.shot_time_utc >= $from_date::DATE - 1
        AND i.shot_time_utc < $to_date::DATE + 1
    GROUP BY i.equipment_code, i.run_id, i.shot_time_utc::DATE
)
WHERE shots > 1
GROUP BY equipment_code
