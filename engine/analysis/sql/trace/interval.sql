-- 7: the time that belongs to it.
SELECT
    CASE i.class WHEN 'idle' THEN 'An ' ELSE 'A ' END || i.class || ' cycle: of ' || round(i.d_us / 1e6, 3) || ' s, ' || round(i.c_us / 1e6, 3) || ' s were the cycle and '
        || round(i.w_us / 1e6, 3) || ' s waiting' || CASE WHEN i.doubtful_us > 0 THEN ', doubtful because shots are missing.' ELSE '.' END AS text,
    i.ref_ct AS "ref_ct|reference cycle time, s",
    r.reference_method AS "reference_method|reference by",
    i.d_us AS "d_us|its interval, µs",
    i.c_us AS "c_us|of it the cycle, µs",
    i.w_us AS "w_us|of it waiting, µs"
FROM mart.shot_interval i
JOIN mart.run r ON r.run_id = i.run_id
WHERE i.counter_code = $counter AND i.shot_time_utc = $time::TIMESTAMP AND i.seq IS NOT DISTINCT FROM $seq::BIGINT
