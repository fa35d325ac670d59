-- A page of the shots in their order.
SELECT
    counter_code,
    seq,
    shot_time_utc,
    ct,
    ref_ct,
    class,
    d_us,
    c_us,
    w_us,
    doubtful_us,
    run_id
FROM shots
ORDER BY shot_time_utc, seq NULLS FIRST, counter_code
LIMIT $limit
OFFSET $offset
