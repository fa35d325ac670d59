-- Of these, the shots of the tools.
SELECT *
FROM window_interval
WHERE equipment_code IN (SELECT unnest($tools::VARCHAR[]))
