-- The stops themselves, newest or largest first.
SELECT
    stop_id,
    run_id,
    equipment_code,
    part_code,
    start_utc,
    end_utc,
    start_local,
    downtime_us,
    kind,
    shots,
    is_micro
FROM stops
ORDER BY
    CASE WHEN $largest THEN downtime_us END DESC,
    start_utc DESC,
    equipment_code,
    stop_id
LIMIT $limit
