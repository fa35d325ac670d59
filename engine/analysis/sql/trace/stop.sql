-- 9: the stop that its waiting part belongs to, if it has one.
SELECT
    'Its waiting part belongs to a stop of ' || round(s.downtime_us / 1e6, 3) || ' s, cause ' || s.kind || '.' AS text,
    s.stop_id AS "stop_id|stop",
    s.start_utc AS "start_utc|start (UTC)",
    s.end_utc AS "end_utc|end (UTC)",
    s.shots AS "shots",
    s.is_micro AS "is_micro|micro-stop"
FROM mart.shot_interval i
JOIN mart.run r ON r.run_id = i.run_id
JOIN mart.stop s
    ON s.run_id = i.run_id
    AND CASE
        WHEN r.end_utc > r.last_shot_utc THEN s.start_utc <= i.shot_time_utc + to_microseconds(i.c_us) AND s.end_utc >= i.shot_time_utc + to_microseconds(i.d_us)
        ELSE s.start_utc <= i.shot_time_utc - to_microseconds(i.d_us) AND s.end_utc >= i.shot_time_utc - to_microseconds(i.c_us)
    END
WHERE i.counter_code = $counter AND i.shot_time_utc = $time::TIMESTAMP AND i.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND i.w_us > 0
ORDER BY s.start_utc
LIMIT 1
