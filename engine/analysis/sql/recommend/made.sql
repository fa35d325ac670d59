-- The same with the spread, where that can matter.
SELECT
    s.*,
    c.ct_cv
FROM summed s
LEFT JOIN spread c ON c.equipment_code = s.equipment_code
