-- Production days of the tools that the filter leaves.
SELECT
    equipment_code,
    local_date,
    shots
FROM mart.run_rate_day
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
