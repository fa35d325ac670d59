-- rule:     shift_calendar
-- level:    4
-- table:    LOCATION
-- checks:   most shots of a plant lie within its shifts, up to the limit outside
-- severity: warning
-- action:   report it
-- advice:   check calendar and the time zone of the plant
-- limit:    0.5
SELECT
    coalesce(s.location_name, 'no plant') AS subject,
    CAST(sum(CASE WHEN s.shift IS NULL THEN s.shots ELSE 0 END) AS BIGINT) AS broken
FROM mart.run_rate_shift s
WHERE EXISTS (SELECT 1 FROM core.setting_shift x)
GROUP BY ALL
HAVING broken > $limit * sum(s.shots)
