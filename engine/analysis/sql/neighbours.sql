-- The shots of a tool around one of them, in their order; place counts from it.
-- seq_key puts a missing seq first, as the order of shots does.
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
    run_id,
    place
FROM (
    (
        SELECT *, -ROW_NUMBER() OVER (ORDER BY shot_time_utc DESC, COALESCE(seq, -1) DESC, counter_code DESC) AS place
        FROM mart.shot_interval
        WHERE equipment_code = $tool::VARCHAR
            AND shot_time_utc <= $at::TIMESTAMP
            AND (shot_time_utc, COALESCE(seq, -1), counter_code) < ($at::TIMESTAMP, $seq::BIGINT, $counter::VARCHAR)
        ORDER BY shot_time_utc DESC, COALESCE(seq, -1) DESC, counter_code DESC
        LIMIT $limit
    )
    UNION ALL
    (
        SELECT *, ROW_NUMBER() OVER (ORDER BY shot_time_utc, COALESCE(seq, -1), counter_code) - 1 AS place
        FROM mart.shot_interval
        WHERE equipment_code = $tool::VARCHAR
            AND shot_time_utc >= $at::TIMESTAMP
            AND (shot_time_utc, COALESCE(seq, -1), counter_code) >= ($at::TIMESTAMP, $seq::BIGINT, $counter::VARCHAR)
        ORDER BY shot_time_utc, COALESCE(seq, -1), counter_code
        LIMIT $limit + 1
    )
)
ORDER BY place
