-- The shifts that touch [$lo, $hi) at the place where most of the tools are, in
-- the order of time: what stands over a timeline.
WITH place AS (
    SELECT
        p.time_zone,
        c.location_id AS calendar_id
    FROM core.counter_period p
    LEFT JOIN core.setting_calendar c ON c.location_id = p.location_id
    WHERE p.equipment_code IS NOT NULL
        AND p.time_zone = $zone::VARCHAR
        AND list_contains($tools::VARCHAR[], p.equipment_code)
        AND p.from_utc < $hi::TIMESTAMP
        AND p.to_utc > $lo::TIMESTAMP
    GROUP BY p.time_zone, c.location_id
    ORDER BY COUNT(DISTINCT p.equipment_code) DESC, c.location_id NULLS LAST
    LIMIT 1
),
turn AS (
    SELECT
        s.shift,
        p.time_zone,
        d.local_date + to_microseconds(s.start_us) AS start_local,
        d.local_date + to_microseconds(s.end_us + CASE WHEN s.end_us <= s.start_us THEN 86400000000 ELSE 0 END) AS end_local
    FROM (
        SELECT unnest(range($lo::TIMESTAMP::DATE - 2, $hi::TIMESTAMP::DATE + 3, INTERVAL 1 DAY))::DATE AS local_date
    ) d
    JOIN core.setting_shift s ON s.iso_weekday = isodow(d.local_date)
    JOIN place p ON p.calendar_id IS NOT DISTINCT FROM s.location_id
)
SELECT
    t.shift,
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
WHERE t.start_local - to_microseconds(a.offset_us) < $hi::TIMESTAMP
    AND t.end_local - to_microseconds(b.offset_us) > $lo::TIMESTAMP
ORDER BY from_utc, to_utc, t.shift
