-- Planned time around [$lo, $hi) of the locations that have a calendar, from
-- their shifts without holidays; breaks count as planned. A calendar without
-- shifts plans whole days.
WITH place AS (
    SELECT DISTINCT
        p.location_id,
        p.time_zone,
        c.location_id AS calendar_id,
        COALESCE(c.day_start_us, site.day_start_us, 0) AS day_start_us
    FROM core.counter_period p
    LEFT JOIN core.setting_calendar c ON c.location_id = p.location_id
    LEFT JOIN core.setting_calendar site ON site.location_id IS NULL
    WHERE p.equipment_code IS NOT NULL
        AND p.from_utc < $hi::TIMESTAMP
        AND p.to_utc > $lo::TIMESTAMP
),
day AS (
    SELECT unnest(range($lo::TIMESTAMP::DATE - 2, $hi::TIMESTAMP::DATE + 3, INTERVAL 1 DAY))::DATE AS local_date
),
turn AS (
    SELECT
        p.location_id,
        p.time_zone,
        d.local_date,
        p.calendar_id,
        p.day_start_us,
        COALESCE(s.start_us, p.day_start_us) AS start_us,
        CASE
            WHEN s.start_us IS NULL THEN p.day_start_us + 86400000000
            WHEN s.end_us <= s.start_us THEN s.end_us + 86400000000
            ELSE s.end_us
        END AS end_us
    FROM place p
    CROSS JOIN day d
    LEFT JOIN core.setting_shift s
        ON s.location_id IS NOT DISTINCT FROM p.calendar_id
        AND s.iso_weekday = isodow(d.local_date)
    WHERE s.start_us IS NOT NULL
        OR (
            NOT EXISTS (SELECT 1 FROM core.setting_shift x WHERE x.location_id IS NOT DISTINCT FROM p.calendar_id)
            AND EXISTS (SELECT 1 FROM core.setting_holiday h WHERE h.location_id IS NOT DISTINCT FROM p.calendar_id)
        )
)
SELECT
    t.location_id,
    t.local_date + to_microseconds(t.start_us - a.offset_us) AS from_utc,
    t.local_date + to_microseconds(t.end_us - b.offset_us) AS to_utc
FROM turn t
JOIN core.zone_offset a
    ON a.time_zone = t.time_zone
    AND t.local_date + to_microseconds(t.start_us - a.offset_us) >= a.from_utc
    AND t.local_date + to_microseconds(t.start_us - a.offset_us) < a.to_utc
JOIN core.zone_offset b
    ON b.time_zone = t.time_zone
    AND t.local_date + to_microseconds(t.end_us - b.offset_us) > b.from_utc
    AND t.local_date + to_microseconds(t.end_us - b.offset_us) <= b.to_utc
WHERE NOT EXISTS (
    SELECT 1
    FROM core.setting_holiday h
    WHERE h.location_id IS NOT DISTINCT FROM t.calendar_id
        AND h.local_date = t.local_date
            - CASE WHEN t.start_us < t.day_start_us THEN 1 ELSE 0 END
)
