-- A page of the shots of a run in their order.
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
    doubtful_us
FROM mart.shot_interval
WHERE equipment_code = $tool::VARCHAR
    AND shot_time_utc >= $shot_from::TIMESTAMP
    AND shot_time_utc <= $shot_to::TIMESTAMP
    AND run_id = $run::VARCHAR::UBIGINT
ORDER BY shot_time_utc, seq NULLS FIRST, counter_code
LIMIT $limit
OFFSET $offset
