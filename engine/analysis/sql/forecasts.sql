-- Each week's forecast against what came, tool by tool, the latest first.
SELECT
    f.equipment_code,
    f.forecast_date,
    f.iso_year,
    f.iso_week,
    f.days,
    f.daily_median,
    f.expected_shots,
    f.made_shots,
    f.error_share
FROM forecast_score f
ORDER BY f.equipment_code, f.forecast_date DESC
LIMIT $limit::BIGINT
