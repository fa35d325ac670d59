-- How much of the life of each tool is used, with the record of its forecasts and of
-- all of them together: those that are over first, then by the day on which they will
-- be.
SELECT
    l.equipment_code,
    l.as_of_date,
    l.first_date,
    l.last_date,
    l.initial_shots,
    l.counted_shots,
    l.shots,
    l.designed_shots,
    l.used_share,
    l.status,
    l.days,
    l.daily_p10,
    l.daily_median,
    l.daily_p90,
    l.date_80_p90,
    l.date_80_median,
    l.date_80_p10,
    l.date_100_p90,
    l.date_100_median,
    l.date_100_p10,
    l.reason,
    l.maintenance_every,
    l.maintenance_date,
    l.maintenance_shots,
    l.maintenance_share,
    l.maintenance_due,
    COALESCE(r.forecasts, 0) AS forecasts,
    COALESCE(r.silent_forecasts, 0) AS silent_forecasts,
    r.median_error,
    COALESCE(a.forecasts, 0) AS all_forecasts,
    COALESCE(a.silent_forecasts, 0) AS all_silent_forecasts,
    a.median_error AS all_median_error
FROM life l
LEFT JOIN life_record r ON r.equipment_code = l.equipment_code
LEFT JOIN life_record a ON a.equipment_code IS NULL
ORDER BY
    l.status = 'over' DESC,
    CASE WHEN l.status = 'over' THEN -l.used_share END,
    COALESCE(l.date_100_median, l.date_100_p90) NULLS LAST,
    l.used_share DESC NULLS LAST,
    l.equipment_code
