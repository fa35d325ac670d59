-- A row for each key: what its shots made, and beside it what the sentence says.
SELECT
    p.equipment_code,
    p.part_id,
    MAX(p.part_code) AS part_code,
    p.local_date,
    p.iso_year::BIGINT AS iso_year,
    p.iso_week::BIGINT AS iso_week,
    p.year::BIGINT AS year,
    p.month::BIGINT AS month,
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
GROUP BY p.equipment_code, p.part_id, p.local_date, p.iso_year, p.iso_week, p.year, p.month
ORDER BY p.equipment_code, p.part_id NULLS FIRST, p.local_date, p.iso_year, p.iso_week, p.year, p.month
LIMIT $limit::BIGINT
