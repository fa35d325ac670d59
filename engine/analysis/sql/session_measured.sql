-- What was measured of these shots.
SELECT
    context_no,
    shot_time_utc,
    seq,
    temperature,
    quality_score
FROM core.shot
WHERE ($from_utc::TIMESTAMP IS NULL OR utc_day >= $from_utc::TIMESTAMP - INTERVAL 10 DAY)
    AND ($to_utc::TIMESTAMP IS NULL OR utc_day < $to_utc::TIMESTAMP + INTERVAL 9 DAY)
    AND ($from_date::DATE IS NULL OR utc_day >= $from_date::DATE - INTERVAL 10 DAY)
    AND ($to_date::DATE IS NULL OR utc_day < $to_date::DATE + INTERVAL 9 DAY)
