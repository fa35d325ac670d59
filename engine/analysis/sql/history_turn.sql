-- The decisions about the counters of the tools, each with that before it.
SELECT
    equipment_code,
    from_utc AS at_utc,
    from_utc + to_microseconds(offset_us) AS at_local,
    offset_us,
    location_id,
    location_name,
    approved_ct,
    LAG(location_id) OVER along AS location_before,
    LAG(location_name) OVER along AS name_before,
    LAG(approved_ct) OVER along AS approved_before,
    ROW_NUMBER() OVER along > 1 AS has_before
FROM core.counter_period
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
WINDOW along AS (PARTITION BY equipment_code ORDER BY from_utc, counter_code)
