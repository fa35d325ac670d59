-- The days of the weeks that touch the window; NULL where it is open.
SELECT
    date_trunc('week', COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE))::DATE AS from_date,
    date_trunc('week', COALESCE($to_date::DATE::TIMESTAMP, $to_utc::TIMESTAMP) - to_microseconds(1))::DATE + 7 AS to_date
