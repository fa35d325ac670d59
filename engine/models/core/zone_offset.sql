-- model:   core.zone_offset
-- grain:   one row per zone in use and span of time with one offset; all of time is covered
-- key:     time_zone, from_utc
-- rebuild: always, it is small
-- time_zone  IANA name, of LOCATION; and 'UTC'
-- from_utc   start of the span; -infinity at the first one
-- to_utc     its end; infinity at the last one
-- offset_us  local time minus UTC in the span, µs
WITH horizon AS (
    SELECT
        TIMESTAMP '2014-12-31' AS first_utc,
        coalesce(date_trunc('day', max(arrived_utc)), TIMESTAMP '2015-01-01') + INTERVAL 400 DAY AS last_utc
    FROM core.packet
),
zone AS (
    SELECT DISTINCT z.time_zone FROM location_version z
    UNION
    SELECT 'UTC' AS time_zone
),
-- Offsets on a grid of days; where two neighbours differ, hours, then minutes.
day AS (
    SELECT
        z.time_zone,
        unnest(range(h.first_utc, h.last_utc, INTERVAL 1 DAY)) AS from_utc
    FROM zone z
    CROSS JOIN horizon h
),
day_offset AS (
    SELECT
        time_zone,
        from_utc,
        zone_offset_us(time_zone, from_utc) AS offset_us
    FROM day
),
changed_day AS (
    SELECT
        time_zone,
        from_utc
    FROM day_offset
    QUALIFY offset_us <> lead(offset_us) OVER (PARTITION BY time_zone ORDER BY from_utc)
),
hour AS (
    SELECT
        time_zone,
        unnest(range(from_utc, from_utc + INTERVAL 24 HOUR, INTERVAL 1 HOUR)) AS from_utc
    FROM changed_day
),
changed_hour AS (
    SELECT
        time_zone,
        from_utc
    FROM hour
    WHERE zone_offset_us(time_zone, from_utc) <> zone_offset_us(time_zone, from_utc + INTERVAL 1 HOUR)
),
minute AS (
    SELECT
        time_zone,
        unnest(range(from_utc + INTERVAL 1 MINUTE, from_utc + INTERVAL 61 MINUTE, INTERVAL 1 MINUTE)) AS from_utc
    FROM changed_hour
),
change AS (
    SELECT
        time_zone,
        from_utc,
        zone_offset_us(time_zone, from_utc) AS offset_us
    FROM minute
    WHERE zone_offset_us(time_zone, from_utc) <> zone_offset_us(time_zone, from_utc - INTERVAL 1 MINUTE)
    UNION ALL
    SELECT
        z.time_zone,
        first_instant() AS from_utc,
        zone_offset_us(z.time_zone, h.first_utc) AS offset_us
    FROM zone z
    CROSS JOIN horizon h
)
SELECT
    time_zone,
    from_utc,
    coalesce(lead(from_utc) OVER (PARTITION BY time_zone ORDER BY from_utc), last_instant()) AS to_utc,
    offset_us
FROM change
