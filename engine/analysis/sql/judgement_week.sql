-- Its weeks that touch the window.
SELECT *
FROM period
WHERE COALESCE(to_date > COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(from_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
