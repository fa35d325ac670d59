-- The pieces in the window with the key of the grouping, in the column of its kind;
-- the others are NULL: columns that say nothing cost as much as the sums.
SELECT
    session_id,
    equipment_code AS tool,
    CASE $by::VARCHAR WHEN 'tool' THEN equipment_code WHEN 'shift' THEN shift END AS word,
    CASE $by::VARCHAR
        WHEN 'part' THEN part_id
        WHEN 'supplier' THEN supplier_id
        WHEN 'location' THEN location_id
        WHEN 'week' THEN 100 * isoyear(local_date) + weekofyear(local_date)
        WHEN 'month' THEN 100 * year(local_date) + month(local_date)
    END AS number,
    CASE $by::VARCHAR WHEN 'day' THEN local_date WHEN 'shift' THEN shift_date END AS day,
    CASE WHEN $by::VARCHAR = 'hour' THEN bucket_start_utc END AS hour_utc,
    CASE WHEN $by::VARCHAR = 'part' THEN part_code END AS part_code,
    shots_made,
    parts_made,
    shots_below,
    shots_within,
    shots_above,
    shots_beyond_l2,
    shots_idle,
    production_time_us,
    idle_time_us
FROM session_part
