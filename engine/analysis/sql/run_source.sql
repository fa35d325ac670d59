-- Runs of which a part lies in the window, whole ones.
SELECT
    r.*,
    w.part_code
FROM mart.run r
JOIN (
    SELECT run_id, arg_max(part_code, (slot_start_utc, part_code)) AS part_code
    FROM mart.run_rate_slot
    WHERE ($from_utc::TIMESTAMP IS NULL OR slot_start_utc >= date_trunc('hour', $from_utc::TIMESTAMP))
        AND ($to_utc::TIMESTAMP IS NULL OR slot_start_utc < $to_utc::TIMESTAMP)
        AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
        AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
        AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
        AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    GROUP BY run_id
) w ON w.run_id = r.run_id
WHERE ($from_utc::TIMESTAMP IS NULL OR r.end_utc > $from_utc::TIMESTAMP)
