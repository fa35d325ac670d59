-- The shots of the tools.
SELECT *
FROM mart.shot_interval
WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
