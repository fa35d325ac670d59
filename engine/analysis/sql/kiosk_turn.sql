-- Stretches of planned and of free time around now, on the wall clock (µs): the
-- shifts without holidays, the breaks, and the production day itself.
WITH around AS (SELECT unnest(range(-2, 10)) AS away)
SELECT
    'shift' AS kind,
    p.location_id,
    p.time_zone,
    s.shift,
    d.day - CASE WHEN s.start_us < p.day_start_us THEN 1 ELSE 0 END AS date_no,
    d.day * 86400000000 + s.start_us AS from_local_us,
    d.day * 86400000000 + s.end_us + CASE WHEN s.end_us <= s.start_us THEN 86400000000 ELSE 0 END AS to_local_us
FROM place p
CROSS JOIN (SELECT away FROM around) a
CROSS JOIN LATERAL (SELECT p.today + a.away AS day) d
JOIN core.setting_shift s
    ON s.location_id IS NOT DISTINCT FROM p.calendar_id
    AND s.iso_weekday = (d.day + 3) % 7 + 1
WHERE NOT EXISTS (
    SELECT 1
    FROM core.setting_holiday h
    WHERE h.location_id IS NOT DISTINCT FROM p.calendar_id
        AND h.local_date = DATE '1970-01-01' + CAST(d.day - CASE WHEN s.start_us < p.day_start_us THEN 1 ELSE 0 END AS INTEGER)
)
UNION ALL
SELECT
    'break',
    p.location_id,
    p.time_zone,
    NULL,
    NULL,
    (p.today + a.away) * 86400000000 + b.start_us,
    (p.today + a.away) * 86400000000 + b.end_us + CASE WHEN b.end_us <= b.start_us THEN 86400000000 ELSE 0 END
FROM place p
CROSS JOIN (SELECT away FROM around) a
JOIN core.setting_break b ON b.location_id IS NOT DISTINCT FROM p.calendar_id
UNION ALL
SELECT
    'day',
    p.location_id,
    p.time_zone,
    NULL,
    p.today,
    p.today * 86400000000 + p.day_start_us,
    (p.today + 1) * 86400000000 + p.day_start_us
FROM place p
