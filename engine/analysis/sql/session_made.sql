-- The sessions that start in the window.
SELECT *
FROM mart.ana_shot_made
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    AND ($from_utc::TIMESTAMP IS NULL OR start_utc >= $from_utc::TIMESTAMP)
    AND ($to_utc::TIMESTAMP IS NULL OR start_utc < $to_utc::TIMESTAMP)
    AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
