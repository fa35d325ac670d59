-- How far the forecasts whose 28 days are over were right, of each tool and, without
-- one, of all together. One with a median of 0 foretells nothing; where nothing was
-- made, one is off by more than all others.
SELECT
    equipment_code,
    COUNT(*) FILTER (WHERE expected_shots > 0) AS forecasts,
    COUNT(*) FILTER (WHERE expected_shots = 0) AS silent_forecasts,
    NULLIF(MEDIAN(CASE WHEN made_shots = 0 THEN 'Infinity'::DOUBLE ELSE error_share END) FILTER (WHERE expected_shots > 0), 'Infinity'::DOUBLE) AS median_error
FROM forecast_score
WHERE made_shots IS NOT NULL
    AND equipment_code IN (SELECT equipment_code FROM life)
GROUP BY GROUPING SETS ((equipment_code), ())
