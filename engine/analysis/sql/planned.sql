-- Planned time around [$lo, $hi) of the locations that have a calendar: their
-- shifts, without those of holidays; breaks count as planned. A calendar with
-- holidays and no shifts plans whole days. Its joins are few, because planning
-- this query takes longer than its rows.
WITH place AS (
    SELECT DISTINCT
        p.location_id,
        p.time_zone,
        c.location_id AS calendar_id,
        p.day_start_us
    FROM core.counter_period p
    LEFT JOIN core.setting_calendar c ON c.location_id = p.location_id
    WHERE p.equipment_code IS NOT NULL
        AND p.from_utc < $hi::TIMESTAMP
        AND p.to_utc > $lo::TIMESTAMP
),
shift AS (
    SELECT location_id, iso_weekday, start_us, end_us
    FROM core.setting_shift
    UNION ALL
    SELECT location_id, unnest(range(1, 8)), NULL, NULL
    FROM (SELECT location_id FROM core.setting_holiday EXCEPT SELECT location_id FROM core.setting_shift)
),
turn AS (
    SELECT
        p.location_id,
        p.time_zone,
        d.local_date + to_microseconds(COALESCE(s.start_us, p.day_start_us)) AS start_local,
        d.local_date + to_microseconds(CASE
            WHEN s.start_us IS NULL THEN p.day_start_us + 86400000000
            WHEN s.end_us <= s.start_us THEN s.end_us + 86400000000
            ELSE s.end_us
        END) AS end_local
    FROM (
        SELECT unnest(range($lo::TIMESTAMP::DATE - 2, $hi::TIMESTAMP::DATE + 3, INTERVAL 1 DAY))::DATE AS local_date
    ) d
    JOIN shift s ON s.iso_weekday = isodow(d.local_date)
    JOIN place p ON p.calendar_id IS NOT DISTINCT FROM s.location_id
    LEFT JOIN core.setting_holiday h
        ON h.location_id IS NOT DISTINCT FROM p.calendar_id
        AND h.local_date = d.local_date - CASE WHEN s.start_us < p.day_start_us THEN 1 ELSE 0 END
    WHERE h.local_date IS NULL
)
SELECT
    t.location_id,
    t.start_local - to_microseconds(a.offset_us) AS from_utc,
    t.end_local - to_microseconds(b.offset_us) AS to_utc
FROM turn t
JOIN core.zone_offset a
    ON a.time_zone = t.time_zone
    AND t.start_local - to_microseconds(a.offset_us) >= a.from_utc
    AND t.start_local - to_microseconds(a.offset_us) < a.to_utc
JOIN core.zone_offset b
    ON b.time_zone = t.time_zone
    AND t.end_local - to_microseconds(b.offset_us) > b.from_utc
    AND t.end_local - to_microseconds(b.offset_us) <= b.to_utc
