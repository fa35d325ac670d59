-- The same with the spread.
SELECT
    s.*,
    c.ct_cv
FROM summed s
LEFT JOIN spread c ON c.equipment_code = s.equipment_code
