-- What is in quarantine, newest first, with the tool that its counter was on at
-- that time. Times that cannot be read count on the day of their packet.
SELECT
    packet_id,
    item,
    level,
    rule,
    reason,
    counter_code,
    equipment_code,
    shot_time_utc,
    seq,
    raw,
    first_seen_utc,
    last_seen_utc,
    build_id
FROM (
    SELECT
        q.*,
        COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) AS at_utc,
        CAST(COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) + to_microseconds(COALESCE(p.offset_us - p.day_start_us, 0)) AS DATE) AS local_date,
        p.equipment_code,
        p.part_id,
        p.supplier_id,
        p.location_id
    FROM core.quarantine q
    LEFT JOIN core.counter_period p
        ON p.counter_code = q.counter_code
        AND COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) >= p.from_utc
        AND COALESCE(q.shot_time_utc, q.utc_day::TIMESTAMP) < p.to_utc
)
WHERE ($from_utc::TIMESTAMP IS NULL OR at_utc >= $from_utc::TIMESTAMP)
    AND ($to_utc::TIMESTAMP IS NULL OR at_utc < $to_utc::TIMESTAMP)
    AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
ORDER BY at_utc DESC, packet_id, item
LIMIT $limit::BIGINT
