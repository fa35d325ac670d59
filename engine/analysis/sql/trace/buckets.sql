-- 10: the buckets that it counts in.
SELECT
    'Counts in the hour from ' || strftime(s.bucket_start_local, '%H:%M') || ', the day ' || s.local_date
        || COALESCE(', the shift ' || s.shift || ' of ' || s.shift_date, '') || ', week ' || isoyear(s.local_date) || '-W'
        || lpad(week(s.local_date)::VARCHAR, 2, '0') || ' and month ' || strftime(s.local_date, '%Y-%m') || '.' AS text,
    s.bucket_start_utc AS "bucket_start_utc|mart.run_rate_hour",
    s.local_date AS "local_date|mart.run_rate_day",
    s.shift AS "shift|mart.run_rate_shift"
FROM mart.shot_interval i
JOIN mart.run_rate_slot s
    ON s.run_id = i.run_id
    AND s.slot_start_utc <= i.shot_time_utc
    AND s.slot_start_utc >= date_trunc('hour', i.shot_time_utc)
WHERE i.counter_code = $counter AND i.shot_time_utc = $time::TIMESTAMP AND i.seq IS NOT DISTINCT FROM $seq::BIGINT
ORDER BY s.slot_start_utc DESC
LIMIT 1
