-- The window as instants, on the clock of the zone that most of the tools are
-- in, and when its days begin there; where it is open, from the first run to the
-- end of the last one.
WITH run AS (
    SELECT
        MIN(start_utc) AS first_utc,
        MAX(end_utc) AS last_utc
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
),
place AS (
    SELECT
        time_zone,
        day_start_us
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
        AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
        AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    GROUP BY time_zone, day_start_us
    ORDER BY COUNT(DISTINCT equipment_code) FILTER (WHERE to_utc = 'infinity'::TIMESTAMP) DESC, time_zone, day_start_us
    LIMIT 1
),
-- A day begins at its wall clock time; one that the clock skips, where it goes on.
edge AS (
    SELECT
        MIN(GREATEST($from_date::DATE + to_microseconds(p.day_start_us - z.offset_us), z.from_utc))
            FILTER (WHERE $from_date::DATE + to_microseconds(p.day_start_us - z.offset_us) < z.to_utc) AS from_utc,
        MIN(GREATEST($to_date::DATE + to_microseconds(p.day_start_us - z.offset_us), z.from_utc))
            FILTER (WHERE $to_date::DATE + to_microseconds(p.day_start_us - z.offset_us) < z.to_utc) AS to_utc
    FROM place p
    JOIN core.zone_offset z ON z.time_zone = p.time_zone
)
SELECT
    COALESCE((SELECT time_zone FROM place), 'UTC') AS time_zone,
    COALESCE((SELECT day_start_us FROM place), 0) AS day_start_us,
    COALESCE($from_utc::TIMESTAMP, e.from_utc, $from_date::DATE::TIMESTAMP, r.first_utc) AS from_utc,
    COALESCE($to_utc::TIMESTAMP, e.to_utc, $to_date::DATE::TIMESTAMP, r.last_utc) AS to_utc
FROM edge e
CROSS JOIN run r
