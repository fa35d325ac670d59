-- Shots of the tools that decide about the sessions of the window: these last a week at most, on
-- any clock.
SELECT *
FROM mart.shot_interval
WHERE equipment_code IN (SELECT unnest($tools::VARCHAR[]))
    AND ($from_utc::TIMESTAMP IS NULL OR shot_time_utc >= $from_utc::TIMESTAMP - INTERVAL 9 DAY)
    AND ($to_utc::TIMESTAMP IS NULL OR shot_time_utc < $to_utc::TIMESTAMP + INTERVAL 9 DAY)
    AND ($from_date::DATE IS NULL OR shot_time_utc >= $from_date::DATE - INTERVAL 9 DAY)
    AND ($to_date::DATE IS NULL OR shot_time_utc < $to_date::DATE + INTERVAL 9 DAY)
