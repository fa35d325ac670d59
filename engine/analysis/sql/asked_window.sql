-- The baselines of the tools.
SELECT *
FROM mart.baba_window
WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
