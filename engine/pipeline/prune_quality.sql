-- Of what a build added to, the history keeps the last 30 results of a tool's day
-- and the last 5,000 of all else, so that it does not grow with every build.
DELETE FROM meta.quality_result AS r
USING (
    SELECT
        h.scope,
        h.table_name,
        h.equipment_code,
        h.local_date,
        h.build_id
    FROM meta.quality_result h
    WHERE EXISTS (
        SELECT 1
        FROM meta.quality_result n
        WHERE n.build_id = (SELECT b.build_id FROM scope_build b)
          AND n.scope = h.scope
          AND n.table_name IS NOT DISTINCT FROM h.table_name
          AND n.equipment_code IS NOT DISTINCT FROM h.equipment_code
          AND n.local_date IS NOT DISTINCT FROM h.local_date
    )
    QUALIFY row_number() OVER (
        PARTITION BY h.scope, h.table_name, h.equipment_code, h.local_date
        ORDER BY h.build_id DESC
    ) > CASE WHEN h.scope = 'tool_day' THEN 30 ELSE 5000 END
) AS old
WHERE r.build_id = old.build_id
  AND r.scope = old.scope
  AND r.table_name IS NOT DISTINCT FROM old.table_name
  AND r.equipment_code IS NOT DISTINCT FROM old.equipment_code
  AND r.local_date IS NOT DISTINCT FROM old.local_date
