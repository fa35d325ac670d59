-- A page of the stops themselves. How many there are on all pages is in
-- causes.sql: windows over all of them would keep every column of every stop.
SELECT
    stop_id,
    run_id,
    equipment_code,
    part_code,
    location_name,
    supplier_name,
    start_utc,
    end_utc,
    start_local,
    downtime_us,
    kind,
    shots,
    is_micro
FROM stops
ORDER BY
    CASE WHEN NOT $desc::BOOLEAN THEN
        CASE $sort::VARCHAR WHEN 'equipment_code' THEN equipment_code WHEN 'part_code' THEN part_code WHEN 'location_name' THEN location_name WHEN 'kind' THEN kind END
    END NULLS LAST,
    CASE WHEN $desc::BOOLEAN THEN
        CASE $sort::VARCHAR WHEN 'equipment_code' THEN equipment_code WHEN 'part_code' THEN part_code WHEN 'location_name' THEN location_name WHEN 'kind' THEN kind END
    END DESC NULLS LAST,
    CASE WHEN $desc::BOOLEAN THEN -1 ELSE 1 END
        * CASE $sort::VARCHAR WHEN 'downtime_us' THEN downtime_us WHEN 'shots' THEN shots WHEN 'start_utc' THEN epoch_us(start_utc) ELSE 0 END,
    start_utc DESC,
    equipment_code,
    stop_id
LIMIT $limit
OFFSET $offset
