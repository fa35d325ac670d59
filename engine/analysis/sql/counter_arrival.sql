-- When each counter came to its tool, from another one or from none; that it is
-- mapped on is no arrival.
SELECT
    equipment_code,
    from_utc AS at_utc,
    from_utc + to_microseconds(offset_us) AS at_local,
    counter_code,
    LAG(counter_code) OVER (PARTITION BY equipment_code ORDER BY from_utc, counter_code) AS counter_before
FROM (
    SELECT
        *,
        LAG(equipment_code) OVER (PARTITION BY counter_code ORDER BY from_utc) AS tool_before
    FROM core.counter_period
)
WHERE equipment_code IS DISTINCT FROM tool_before
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
