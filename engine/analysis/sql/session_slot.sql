-- The pieces of sessions that the filter leaves.
SELECT *
FROM mart.ana_slot
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
