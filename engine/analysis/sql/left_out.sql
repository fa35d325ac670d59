-- Items of packets that are in no figure, by reason. Without a filter on tools
-- and the like those that belong to no tool count too. Times that cannot be
-- read count on the day of their packet.
WITH item AS (
    SELECT reason, counter_code, COALESCE(shot_time_utc, utc_day::TIMESTAMP) AS at_utc FROM core.quarantine
    UNION ALL
    SELECT 'exact duplicate', counter_code, shot_time_utc FROM core.duplicate
),
placed AS (
    SELECT
        i.reason,
        i.at_utc,
        CAST(i.at_utc + to_microseconds(COALESCE(p.offset_us - p.day_start_us, 0)) AS DATE) AS local_date,
        p.equipment_code,
        p.part_id,
        p.supplier_id,
        p.location_id
    FROM item i
    LEFT JOIN core.counter_period p
        ON p.counter_code = i.counter_code
        AND i.at_utc >= p.from_utc
        AND i.at_utc < p.to_utc
)
SELECT
    reason,
    COUNT(*) AS items
FROM placed
WHERE ($from_utc::TIMESTAMP IS NULL OR at_utc >= $from_utc::TIMESTAMP)
    AND ($to_utc::TIMESTAMP IS NULL OR at_utc < $to_utc::TIMESTAMP)
    AND ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
GROUP BY reason
ORDER BY items DESC, reason
