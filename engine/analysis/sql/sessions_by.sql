-- A row for each key: what its shots made, and beside it what the sentence says.
-- Names of suppliers and places are the latest ones.
SELECT
    p.equipment_code,
    p.part_id,
    MAX(p.part_code) AS part_code,
    p.supplier_id,
    ANY_VALUE(n.supplier_name) AS supplier_name,
    p.location_id,
    ANY_VALUE(l.location_name) AS location_name,
    p.local_date,
    p.iso_year::BIGINT AS iso_year,
    p.iso_week::BIGINT AS iso_week,
    p.year::BIGINT AS year,
    p.month::BIGINT AS month,
    p.shift,
    p.bucket_start_utc,
    COUNT(DISTINCT (p.tool, p.session_id)) AS sessions,
    SUM(p.shots_made)::BIGINT AS shots_made,
    SUM(p.parts_made)::BIGINT AS parts_made,
    SUM(p.shots_below)::BIGINT AS shots_below,
    SUM(p.shots_within)::BIGINT AS shots_within,
    SUM(p.shots_above)::BIGINT AS shots_above,
    SUM(p.shots_beyond_l2)::BIGINT AS shots_beyond_l2,
    SUM(p.shots_idle)::BIGINT AS shots_idle,
    SUM(p.production_time_us)::BIGINT AS production_time_us,
    SUM(p.idle_time_us)::BIGINT AS idle_time_us,
    ANY_VALUE(t.all_sessions) AS all_sessions,
    ANY_VALUE(t.all_judged) AS all_judged,
    ANY_VALUE(t.all_above) AS all_above,
    ANY_VALUE(t.all_tools) AS all_tools,
    ANY_VALUE(t.a_tool) AS a_tool,
    ANY_VALUE(t.worst.tool) AS worst_tool,
    ANY_VALUE(t.worst.sessions) AS worst_sessions
FROM piece p
CROSS JOIN told t
LEFT JOIN (
    SELECT supplier_id, arg_max(supplier_name, (from_utc, counter_code)) AS supplier_name
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY supplier_id
) n ON n.supplier_id = p.supplier_id
LEFT JOIN (
    SELECT location_id, arg_max(location_name, (from_utc, counter_code)) AS location_name
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY location_id
) l ON l.location_id = p.location_id
GROUP BY p.equipment_code, p.part_id, p.supplier_id, p.location_id, p.local_date, p.iso_year, p.iso_week, p.year, p.month, p.shift, p.bucket_start_utc
ORDER BY p.equipment_code, p.part_id NULLS FIRST, p.supplier_id NULLS FIRST, p.location_id NULLS FIRST, p.local_date, p.iso_year, p.iso_week, p.year, p.month,
    p.shift NULLS LAST, p.bucket_start_utc
LIMIT $limit::BIGINT
