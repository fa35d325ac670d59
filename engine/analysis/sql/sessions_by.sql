-- A row for each key: what its shots made, and beside it what the sentence says.
-- Names of suppliers and places are the latest ones.
SELECT
    CASE WHEN $by::VARCHAR = 'tool' THEN s.word END AS equipment_code,
    CASE WHEN $by::VARCHAR = 'part' THEN s.number END AS part_id,
    s.part_code,
    CASE WHEN $by::VARCHAR = 'supplier' THEN s.number END AS supplier_id,
    n.supplier_name,
    CASE WHEN $by::VARCHAR = 'location' THEN s.number END AS location_id,
    l.location_name,
    s.day AS local_date,
    CASE WHEN $by::VARCHAR = 'week' THEN s.number // 100 END AS iso_year,
    CASE WHEN $by::VARCHAR = 'week' THEN s.number % 100 END AS iso_week,
    CASE WHEN $by::VARCHAR = 'month' THEN s.number // 100 END AS year,
    CASE WHEN $by::VARCHAR = 'month' THEN s.number % 100 END AS month,
    CASE WHEN $by::VARCHAR = 'shift' THEN s.word END AS shift,
    s.hour_utc AS bucket_start_utc,
    s.sessions,
    s.shots_made,
    s.parts_made,
    s.shots_below,
    s.shots_within,
    s.shots_above,
    s.shots_beyond_l2,
    s.shots_idle,
    s.production_time_us,
    s.idle_time_us,
    t.all_sessions,
    t.all_judged,
    t.all_above,
    t.all_tools,
    t.a_tool,
    t.worst.tool AS worst_tool,
    t.worst.sessions AS worst_sessions
FROM session_key_sum s
CROSS JOIN told t
LEFT JOIN (
    SELECT supplier_id, arg_max(supplier_name, (from_utc, counter_code)) AS supplier_name
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY supplier_id
) n ON $by::VARCHAR = 'supplier' AND n.supplier_id = s.number
LEFT JOIN (
    SELECT location_id, arg_max(location_name, (from_utc, counter_code)) AS location_name
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY location_id
) l ON $by::VARCHAR = 'location' AND l.location_id = s.number
ORDER BY s.day, s.number NULLS FIRST, s.word NULLS LAST, s.hour_utc
LIMIT $limit::BIGINT
