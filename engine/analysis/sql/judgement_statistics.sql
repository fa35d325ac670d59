-- What the shots of the tool and part say, of its baseline and each week.
SELECT *
FROM mart.baba_statistics
WHERE equipment_code = $tool::VARCHAR
    AND part_id IS NOT DISTINCT FROM $part::BIGINT
