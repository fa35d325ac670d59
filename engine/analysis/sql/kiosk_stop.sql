-- The last stop of each tool that lasted a minute; a gap of seconds between two
-- cycles is not what passers-by call a stop.
SELECT
    equipment_code,
    start_utc,
    downtime_us,
    kind
FROM mart.stop
WHERE downtime_us >= 60000000
    AND start_utc <= $as_of::TIMESTAMP
    AND start_utc > $as_of::TIMESTAMP - INTERVAL 30 DAY
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY start_utc DESC, stop_id) = 1
