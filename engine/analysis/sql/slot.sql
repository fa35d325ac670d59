-- The slots that touch the window. A slot lies in one UTC hour, so only those
-- in the hour of a bound that is no full hour are cut.
SELECT
    *,
    date_trunc('hour', slot_start_utc) AS hour_utc,
    (date_trunc('hour', slot_start_utc) = date_trunc('hour', $from_utc::TIMESTAMP) AND $from_utc::TIMESTAMP <> date_trunc('hour', $from_utc::TIMESTAMP)) IS TRUE
        OR (date_trunc('hour', slot_start_utc) = date_trunc('hour', $to_utc::TIMESTAMP) AND $to_utc::TIMESTAMP <> date_trunc('hour', $to_utc::TIMESTAMP)) IS TRUE AS is_cut
FROM (
    SELECT * REPLACE (CASE WHEN $by = 'shift' THEN shift_date ELSE local_date END AS local_date)
    FROM mart.run_rate_slot
)
WHERE ($from_utc::TIMESTAMP IS NULL OR slot_start_utc >= date_trunc('hour', $from_utc::TIMESTAMP))
    AND ($to_utc::TIMESTAMP IS NULL OR slot_start_utc < $to_utc::TIMESTAMP)
    AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
