-- model:     core.statistics_hour
-- kind:      view
-- grain:     one row per way in which STATISTICS writes an hour
-- key:       hour_text
-- hour_text  HOUR as received
-- hour_utc   start of the hour, UTC; NULL where it cannot be read. HOUR is on the clock of the configured zone:
--            an hour that its clocks show twice begins with the first; one that they skip, where they would have shown
--            it had they not
WITH hour_written AS (
    SELECT
        w.hour AS hour_text,
        hour_start(w.hour) AS hour_local,
        z.hour_zone
    FROM (SELECT DISTINCT hour FROM raw.statistics) AS w
    CROSS JOIN core.setting_shots z
),
hour_offset AS (
    SELECT
        *,
        zone_offset_us(hour_zone, hour_local - INTERVAL 1 DAY) AS before_us,
        zone_offset_us(hour_zone, hour_local + INTERVAL 1 DAY) AS after_us
    FROM hour_written
)
SELECT
    hour_text,
    hour_local - to_microseconds(CASE
        WHEN zone_offset_us(hour_zone, hour_local - to_microseconds(before_us)) = before_us THEN before_us
        WHEN zone_offset_us(hour_zone, hour_local - to_microseconds(after_us)) = after_us THEN after_us
        ELSE before_us
    END) AS hour_utc
FROM hour_offset
