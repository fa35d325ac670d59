-- Every tool that the filter leaves, whatever the window.
SELECT
    t.equipment_code,
    t.part_id,
    t.part_code,
    t.location_id,
    t.location_name,
    t.supplier_id,
    t.supplier_name,
    a.approved_us
FROM known_tool t
LEFT JOIN approved a ON a.equipment_code = t.equipment_code AND a.to_utc = 'infinity'::TIMESTAMP
ORDER BY t.equipment_code
