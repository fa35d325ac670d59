-- The groups that a tool of $asked is in, whole: ranks and distances are those
-- among all their tools.
SELECT
    *,
    $asked::VARCHAR[] IS NULL OR list_contains($asked::VARCHAR[], equipment_code) AS is_asked
FROM benchmark
QUALIFY bool_or($asked::VARCHAR[] IS NULL OR list_contains($asked::VARCHAR[], equipment_code)) OVER (PARTITION BY group_id)
