-- What the shots of the tools' baselines say.
SELECT *
FROM mart.baba_statistics
WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
