-- What a filter can name: all that is mirrored, and all that an answer shows.
SELECT 'tool' AS kind, NULL::BIGINT AS id, UPPER(TRIM(equipment_code)) AS name FROM raw.mold WHERE equipment_code IS NOT NULL
UNION SELECT 'tool', NULL, equipment_code FROM mart.run_rate_day
UNION SELECT 'part', id, UPPER(TRIM(part_code)) FROM raw.part
UNION SELECT 'part', part_id, part_code FROM mart.run_rate_day WHERE part_id IS NOT NULL
UNION SELECT 'supplier', id, TRIM(name) FROM raw.company
UNION SELECT 'supplier', supplier_id, supplier_name FROM mart.run_rate_day WHERE supplier_id IS NOT NULL
UNION SELECT 'location', id, TRIM(name) FROM raw.location
UNION SELECT 'location', location_id, location_name FROM mart.run_rate_day WHERE location_id IS NOT NULL
ORDER BY kind, name, id
