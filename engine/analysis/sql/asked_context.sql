-- What was decided about shots of the tools.
SELECT *
FROM core.shot_context
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
