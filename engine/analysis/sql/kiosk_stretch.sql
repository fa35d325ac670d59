-- The same in UTC (µs). An edge is the first instant at which the clock shows
-- that time or a later one: it comes once, also where the clock goes back, and
-- is not lost where the clock skips it.
WITH period AS (
    SELECT
        time_zone,
        epoch_us(GREATEST(from_utc, TIMESTAMP '1900-01-01')) AS from_us,
        epoch_us(LEAST(to_utc, TIMESTAMP '2200-01-01')) AS to_us,
        offset_us
    FROM core.zone_offset
),
edge AS (
    SELECT time_zone, from_local_us AS local_us FROM turn
    UNION
    SELECT time_zone, to_local_us FROM turn
),
instant AS (
    SELECT
        e.time_zone,
        e.local_us,
        MIN(GREATEST(p.from_us, e.local_us - p.offset_us)) AS us
    FROM edge e
    JOIN period p ON p.time_zone = e.time_zone AND GREATEST(p.from_us, e.local_us - p.offset_us) < p.to_us
    GROUP BY ALL
)
SELECT
    ROW_NUMBER() OVER (ORDER BY location_id, time_zone, kind, from_us, to_us, shift) AS stretch_no,
    *
FROM (
    SELECT
        t.kind,
        t.location_id,
        t.time_zone,
        t.shift,
        t.date_no,
        a.us AS from_us,
        b.us AS to_us
    FROM turn t
    JOIN instant a ON a.time_zone = t.time_zone AND a.local_us = t.from_local_us
    JOIN instant b ON b.time_zone = t.time_zone AND b.local_us = t.to_local_us
    UNION ALL
    SELECT 'break', p.location_id, p.time_zone, NULL, NULL, epoch_us(s.from_utc), epoch_us(s.to_utc)
    FROM place p
    JOIN core.setting_planned_stop s ON s.location_id IS NOT DISTINCT FROM p.calendar_id
)
