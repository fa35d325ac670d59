-- A stop.
SELECT
    equipment_code,
    start_utc,
    end_utc
FROM mart.stop
WHERE stop_id = $stop::VARCHAR::UBIGINT
