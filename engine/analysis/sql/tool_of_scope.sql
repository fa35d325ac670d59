-- The tools that ever had what the filter names.
SELECT DISTINCT equipment_code
FROM mart.run_rate_day
WHERE ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
