-- What the figures in the window rest on.
SELECT
    COALESCE(SUM(shots), 0)::BIGINT AS shots,
    SUM(ROUND(quality_score * shots)::BIGINT)::BIGINT::DOUBLE / NULLIF(SUM(shots)::BIGINT, 0) AS quality_score,
    COUNT(DISTINCT equipment_code) AS tools,
    COUNT(DISTINCT (equipment_code, local_date)) AS tool_days,
    (
        SELECT MAX(r.last_shot_utc)
        FROM mart.run r
        WHERE r.equipment_code IN (SELECT equipment_code FROM pieces)
    ) AS last_shot_utc,
    (
        SELECT arg_max(r.last_shot_utc + (r.end_local - r.end_utc), (r.last_shot_utc, r.run_id))
        FROM mart.run r
        WHERE r.equipment_code IN (SELECT equipment_code FROM pieces)
    ) AS last_shot_local,
    (
        SELECT list(DISTINCT p.time_zone ORDER BY p.time_zone)
        FROM core.counter_period p
        WHERE p.time_zone IS NOT NULL AND p.equipment_code IN (SELECT equipment_code FROM pieces)
    ) AS zones
FROM pieces
