-- Tools in their groups, the largest first, the best of each first; beside each
-- stands all of its supplier, so that one query gives both.
SELECT
    b.*,
    s.* EXCLUDE (supplier_id)
FROM listed b
JOIN supplier s ON s.supplier_id IS NOT DISTINCT FROM b.supplier_id
ORDER BY
    CASE b.group_kind WHEN 'part' THEN 0 WHEN 'family' THEN 1 ELSE 2 END,
    b.group_size DESC,
    b.group_name,
    b.group_id,
    b.performance_score DESC NULLS LAST,
    b.equipment_code
