-- Shots that never came, in the window: in all, where equipment_code is NULL, and
-- of each tool.
SELECT
    m.equipment_code,
    COUNT(*) AS gaps,
    SUM(m.shots) AS shots,
    MAX(m.shots) AS longest
FROM mart.missing_shot m
WHERE m.shots > 0
    AND m.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND COALESCE(m.local_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(m.local_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
GROUP BY GROUPING SETS ((), (m.equipment_code))
