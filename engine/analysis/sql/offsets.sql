-- What a zone's clock shows more than UTC, and from when on, in a span of time.
SELECT
    GREATEST(from_utc, $lo::TIMESTAMP) AS from_utc,
    offset_us
FROM core.zone_offset
WHERE time_zone = $zone::VARCHAR
    AND from_utc <= $hi::TIMESTAMP
    AND to_utc > $lo::TIMESTAMP
ORDER BY from_utc
