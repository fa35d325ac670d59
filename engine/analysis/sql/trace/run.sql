-- 8: the run.
SELECT
    'In a run of ' || r.shots || ' shots from ' || strftime(r.start_local, '%Y-%m-%d %H:%M') || ' to '
        || strftime(r.end_local, '%Y-%m-%d %H:%M') || ' local time.' AS text,
    r.run_id AS "run_id|run",
    r.start_utc AS "start_utc|start (UTC)",
    r.end_utc AS "end_utc|end (UTC)",
    r.stops AS "stops",
    r.efficiency AS "efficiency",
    r.stability AS "stability"
FROM mart.shot_interval i
JOIN mart.run r ON r.run_id = i.run_id
WHERE i.counter_code = $counter AND i.shot_time_utc = $time::TIMESTAMP AND i.seq IS NOT DISTINCT FROM $seq::BIGINT
