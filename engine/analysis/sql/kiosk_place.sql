-- The calendars of these tools, a row for each plant and zone, with the
-- production day that it is there.
SELECT
    *,
    EXISTS (
        SELECT 1
        FROM core.setting_holiday h
        WHERE h.location_id IS NOT DISTINCT FROM calendar_id
            AND h.local_date = DATE '1970-01-01' + CAST(today AS INTEGER)
    ) AS is_holiday
FROM (
    SELECT
        *,
        (local_us - day_start_us) // 86400000000 AS today -- days since 1970; µs of our time are positive
    FROM (
        SELECT DISTINCT
            t.location_id,
            t.time_zone,
            c.location_id AS calendar_id,
            COALESCE(c.day_start_us, site.day_start_us, 0) AS day_start_us,
            EXISTS (SELECT 1 FROM core.setting_shift s WHERE s.location_id IS NOT DISTINCT FROM c.location_id) AS has_shifts,
            epoch_us($as_of::TIMESTAMP) + z.offset_us AS local_us
        FROM tool t
        LEFT JOIN core.setting_calendar c ON c.location_id = t.location_id
        LEFT JOIN core.setting_calendar site ON site.location_id IS NULL
        JOIN core.zone_offset z
            ON z.time_zone = t.time_zone
            AND z.from_utc <= $as_of::TIMESTAMP
            AND z.to_utc > $as_of::TIMESTAMP
    )
)
