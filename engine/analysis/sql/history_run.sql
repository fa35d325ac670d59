-- The runs of the tools, each with the part of that before it.
SELECT
    equipment_code,
    start_utc,
    start_local,
    part_id,
    first_part_code,
    LAG(part_id) OVER along AS part_before,
    LAG(first_part_code) OVER along AS code_before,
    ROW_NUMBER() OVER along > 1 AS has_before
FROM mart.run
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
WINDOW along AS (PARTITION BY equipment_code ORDER BY start_utc, run_id)
