-- The groups that a tool of $asked is in, largest first, the best of each first.
-- Ranks and distances are those among all tools of a group.
SELECT
    b.*,
    $asked::VARCHAR[] IS NULL OR list_contains($asked::VARCHAR[], b.equipment_code) AS is_asked
FROM benchmark b
QUALIFY bool_or($asked::VARCHAR[] IS NULL OR list_contains($asked::VARCHAR[], b.equipment_code)) OVER (PARTITION BY b.group_id)
ORDER BY
    CASE b.group_kind WHEN 'part' THEN 0 WHEN 'family' THEN 1 ELSE 2 END,
    b.group_size DESC,
    b.group_name,
    b.group_id,
    b.performance_score DESC NULLS LAST,
    b.equipment_code
