-- The window on the clock of each place (µs). A production day begins at the first
-- instant at which the clock shows its start or a later time.
WITH place AS (
    SELECT DISTINCT
        c.location_id,
        c.time_zone,
        COALESCE(own.day_start_us, site.day_start_us) AS day_start_us
    FROM core.shot_context c
    LEFT JOIN core.setting_calendar own ON own.location_id = c.location_id
    LEFT JOIN core.setting_calendar site ON site.location_id IS NULL
),
dated AS (
    SELECT
        p.location_id,
        p.time_zone,
        MIN(GREATEST(epoch_us(z.from_utc), epoch_us($from_date::DATE::TIMESTAMP) + p.day_start_us - z.offset_us))
            FILTER (WHERE GREATEST(epoch_us(z.from_utc), epoch_us($from_date::DATE::TIMESTAMP) + p.day_start_us - z.offset_us) < epoch_us(z.to_utc)) AS from_us,
        MIN(GREATEST(epoch_us(z.from_utc), epoch_us($to_date::DATE::TIMESTAMP) + p.day_start_us - z.offset_us))
            FILTER (WHERE GREATEST(epoch_us(z.from_utc), epoch_us($to_date::DATE::TIMESTAMP) + p.day_start_us - z.offset_us) < epoch_us(z.to_utc)) AS to_us
    FROM place p
    JOIN (
        SELECT
            time_zone,
            GREATEST(from_utc, TIMESTAMP '1900-01-01') AS from_utc,
            LEAST(to_utc, TIMESTAMP '2200-01-01') AS to_utc,
            offset_us
        FROM core.zone_offset
    ) z ON z.time_zone = p.time_zone
    GROUP BY ALL
)
SELECT
    location_id,
    time_zone,
    COALESCE(CASE WHEN $from_date::DATE IS NOT NULL THEN from_us END, epoch_us($from_utc::TIMESTAMP), epoch_us(TIMESTAMP '1900-01-01')) AS lo,
    COALESCE(CASE WHEN $to_date::DATE IS NOT NULL THEN to_us END, epoch_us($to_utc::TIMESTAMP), epoch_us(TIMESTAMP '2200-01-01')) AS hi
FROM dated
