-- Planned time around [$lo, $hi) of the locations whose calendar says what is planned
-- (plan): their shifts, all of time where there are none, without holidays, breaks and
-- planned stops. Each edge begins a piece, without length where nothing is planned, so
-- that a location with a calendar has one at least. Its joins are few, because planning
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
-- Stretches of the wall clock that are planned (a shift, or a production day), or
-- free (a break), by the weekday on which they begin.
rule AS (
    SELECT location_id, iso_weekday, start_us, end_us, 1 AS planned, 0 AS free
    FROM core.setting_shift
    UNION ALL
    SELECT location_id, unnest(range(1, 8)), NULL, NULL, 1, 0
    FROM (SELECT location_id FROM plan EXCEPT SELECT location_id FROM core.setting_shift)
    UNION ALL
    SELECT location_id, unnest(range(1, 8)), start_us, end_us, 0, 1
    FROM core.setting_break
),
stretch AS (
    SELECT
        p.location_id,
        p.time_zone,
        r.planned,
        r.free,
        d.local_date + to_microseconds(COALESCE(r.start_us, p.day_start_us)) AS start_local,
        d.local_date + to_microseconds(CASE
            WHEN r.start_us IS NULL THEN p.day_start_us + 86400000000
            WHEN r.end_us <= r.start_us THEN r.end_us + 86400000000
            ELSE r.end_us
        END) AS end_local
    FROM (
        SELECT unnest(range($lo::TIMESTAMP::DATE - 2, $hi::TIMESTAMP::DATE + 3, INTERVAL 1 DAY))::DATE AS local_date
    ) d
    JOIN rule r ON r.iso_weekday = isodow(d.local_date)
    JOIN place p ON p.calendar_id IS NOT DISTINCT FROM r.location_id
    LEFT JOIN core.setting_holiday h
        ON h.location_id IS NOT DISTINCT FROM p.calendar_id
        AND h.local_date = d.local_date - CASE WHEN r.start_us < p.day_start_us THEN 1 ELSE 0 END
    WHERE h.local_date IS NULL OR r.free = 1
),
-- What the clock shows twice is planned or free twice, and what it skips never, as in
-- the model rate_slot.
edge AS (
    SELECT
        s.location_id,
        unnest([
            GREATEST(z.from_utc, s.start_local - to_microseconds(z.offset_us)),
            LEAST(z.to_utc, s.end_local - to_microseconds(z.offset_us))
        ]) AS at_utc,
        unnest([s.planned, -s.planned]) AS planned,
        unnest([s.free, -s.free]) AS free
    FROM stretch s
    JOIN core.zone_offset z
        ON z.time_zone = s.time_zone
        AND z.from_utc < $hi::TIMESTAMP + INTERVAL 7 DAY
        AND z.to_utc > $lo::TIMESTAMP - INTERVAL 7 DAY
        AND GREATEST(z.from_utc, s.start_local - to_microseconds(z.offset_us)) < LEAST(z.to_utc, s.end_local - to_microseconds(z.offset_us))
    UNION ALL
    SELECT p.location_id, unnest([s.from_utc, s.to_utc]), 0, unnest([1, -1])
    FROM (SELECT DISTINCT location_id, calendar_id FROM place) p
    JOIN core.setting_planned_stop s ON s.location_id IS NOT DISTINCT FROM p.calendar_id
    UNION ALL
    SELECT DISTINCT p.location_id, $lo::TIMESTAMP, 0, 0
    FROM place p
    JOIN plan c ON c.location_id IS NOT DISTINCT FROM p.calendar_id
),
summed AS (
    SELECT location_id, at_utc, SUM(planned) AS planned, SUM(free) AS free
    FROM edge
    GROUP BY location_id, at_utc
)
SELECT
    location_id,
    at_utc AS from_utc,
    CASE
        WHEN SUM(planned) OVER along > 0 AND SUM(free) OVER along = 0 THEN COALESCE(LEAD(at_utc) OVER along, at_utc)
        ELSE at_utc
    END AS to_utc
FROM summed
WINDOW along AS (PARTITION BY location_id ORDER BY at_utc)
