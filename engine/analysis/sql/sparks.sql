-- The chosen figure of each tool along the window.
SELECT
    equipment_code,
    (local_date - $first::DATE) // $width::INTEGER AS place,
    value
FROM bin_value
ORDER BY equipment_code, place
