-- The shots of one tool in the window.
SELECT
    run_id,
    counter_code,
    context_no,
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
    AND ($shot_from::TIMESTAMP IS NULL OR shot_time_utc >= $shot_from::TIMESTAMP)
    AND ($shot_to::TIMESTAMP IS NULL OR shot_time_utc < $shot_to::TIMESTAMP)
