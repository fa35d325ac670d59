-- Runs that touch the window.
SELECT r.*
FROM mart.run r
LEFT JOIN span ON span.equipment_code = r.equipment_code
WHERE (span.from_utc IS NULL OR r.end_utc > span.from_utc)
    AND (span.to_utc IS NULL OR r.start_utc < span.to_utc)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], r.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], r.part_id))
    AND (
        ($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL)
        OR EXISTS (
            SELECT 1
            FROM mart.run_rate_hour h
            WHERE h.equipment_code = r.equipment_code
                AND h.part_id IS NOT DISTINCT FROM r.part_id
                AND date_trunc('hour', h.bucket_start_local) = date_trunc('hour', r.start_local)
                AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], h.supplier_id))
                AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], h.location_id))
        )
    )
