-- Where there are data, the window aside.
SELECT
    MIN(local_date) AS first_date,
    MAX(local_date) AS last_date
FROM mart.run_rate_day
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
