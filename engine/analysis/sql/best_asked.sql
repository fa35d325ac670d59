-- The slow, fast and normal shots of the window.
SELECT
    equipment_code,
    part_id,
    COUNT(*) AS shots,
    MEDIAN(ct_us) AS median
FROM shot
WHERE class IN ('normal', 'slow', 'fast')
    AND is_asked
GROUP BY equipment_code, part_id
