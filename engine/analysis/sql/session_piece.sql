-- What is in the window of each session, cut by the keys of the grouping; others
-- are NULL.
SELECT
    session_id,
    equipment_code AS tool,
    CASE WHEN $by::VARCHAR = 'tool' THEN equipment_code END AS equipment_code,
    CASE WHEN $by::VARCHAR = 'part' THEN part_id END AS part_id,
    CASE WHEN $by::VARCHAR = 'supplier' THEN supplier_id END AS supplier_id,
    CASE WHEN $by::VARCHAR = 'location' THEN location_id END AS location_id,
    CASE $by::VARCHAR WHEN 'day' THEN shot_time_local::DATE WHEN 'shift' THEN shift_date END AS local_date,
    CASE WHEN $by::VARCHAR = 'week' THEN isoyear(shot_time_local) END AS iso_year,
    CASE WHEN $by::VARCHAR = 'week' THEN weekofyear(shot_time_local) END AS iso_week,
    CASE WHEN $by::VARCHAR = 'month' THEN year(shot_time_local) END AS year,
    CASE WHEN $by::VARCHAR = 'month' THEN month(shot_time_local) END AS month,
    CASE WHEN $by::VARCHAR = 'shift' THEN shift END AS shift,
    CASE WHEN $by::VARCHAR = 'hour' THEN bucket_start_utc END AS bucket_start_utc,
    CASE WHEN $by::VARCHAR = 'part' THEN MAX(part_code) END AS part_code,
    COUNT(*) AS shots_made,
    SUM(parts) AS parts_made,
    COUNT(*) FILTER (WHERE band = 'below') AS shots_below,
    COUNT(*) FILTER (WHERE band = 'within') AS shots_within,
    COUNT(*) FILTER (WHERE band = 'above') AS shots_above,
    COUNT(*) FILTER (WHERE is_beyond_l2) AS shots_beyond_l2,
    COUNT(*) FILTER (WHERE is_idle) AS shots_idle,
    COALESCE(SUM(ct_us) FILTER (WHERE NOT is_idle), 0) AS production_time_us,
    SUM(idle_time_us) AS idle_time_us
FROM placed
GROUP BY ALL
