-- What models learn from: tools, parts and production days, the newest first. A bare
-- instant takes the days that it touches.
SELECT *
FROM features f
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], f.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], f.part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], f.supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], f.location_id))
    AND COALESCE(f.local_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(f.local_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
ORDER BY f.local_date DESC, f.equipment_code, f.part_id NULLS FIRST
LIMIT $limit::BIGINT
