-- The shots of the tools. They lie together, and a join finds them where a list would
-- look at all.
SELECT *
FROM mart.shot_interval
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
