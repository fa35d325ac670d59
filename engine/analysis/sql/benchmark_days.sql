-- The daily medians of the tools and parts on the production days that the
-- window takes shots of.
SELECT d.*
FROM mart.process_day d
JOIN (SELECT DISTINCT equipment_code, part_id, local_date FROM pieces WHERE shots > 0) p
    ON p.equipment_code = d.equipment_code
    AND p.part_id IS NOT DISTINCT FROM d.part_id
    AND p.local_date = d.local_date
