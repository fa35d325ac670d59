-- Its weeks that touch the window.
SELECT *
FROM mart.baba_period
WHERE equipment_code = $tool::VARCHAR
    AND part_id IS NOT DISTINCT FROM $part::BIGINT
    AND COALESCE(to_date > COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(from_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
