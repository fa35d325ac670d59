-- Stops that start in the window. Supplier and location are those of the hour
-- in which a stop starts, as in the figures.
SELECT
    s.stop_id,
    s.run_id,
    s.equipment_code,
    r.part_id,
    s.start_utc,
    s.end_utc,
    s.start_local,
    s.downtime_us,
    s.kind,
    s.shots,
    s.is_micro
FROM mart.stop s
JOIN mart.run r ON r.run_id = s.run_id
LEFT JOIN span ON span.equipment_code = s.equipment_code
WHERE (span.from_utc IS NULL OR s.start_utc >= span.from_utc)
    AND (span.to_utc IS NULL OR s.start_utc < span.to_utc)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], s.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], r.part_id))
    AND (
        ($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL)
        OR EXISTS (
            SELECT 1
            FROM mart.run_rate_hour h
            WHERE h.equipment_code = s.equipment_code
                AND h.part_id IS NOT DISTINCT FROM r.part_id
                AND date_trunc('hour', h.bucket_start_local) = date_trunc('hour', s.start_local)
                AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], h.supplier_id))
                AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], h.location_id))
        )
    )
