-- The shots of a tool around one of them, in their order; place counts from it.
-- A missing seq comes first, as in the order of shots. The nearest are found
-- before they are numbered: numbering all shots took ten times as long.
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
    shot_time_utc < $at::TIMESTAMP
        OR (shot_time_utc = $at::TIMESTAMP AND (COALESCE(seq, -1), counter_code) < ($seq::BIGINT, $counter::VARCHAR)) AS is_before
FROM (
    (
        SELECT *
        FROM mart.shot_interval
        WHERE equipment_code = $tool::VARCHAR
            AND shot_time_utc <= $at::TIMESTAMP
            AND (
                shot_time_utc < $at::TIMESTAMP
                OR (shot_time_utc = $at::TIMESTAMP AND (COALESCE(seq, -1), counter_code) < ($seq::BIGINT, $counter::VARCHAR))
            )
        ORDER BY shot_time_utc DESC, COALESCE(seq, -1) DESC, counter_code DESC
        LIMIT $limit
    )
    UNION ALL
    (
        SELECT *
        FROM mart.shot_interval
        WHERE equipment_code = $tool::VARCHAR
            AND shot_time_utc >= $at::TIMESTAMP
            AND (
                shot_time_utc > $at::TIMESTAMP
                OR (shot_time_utc = $at::TIMESTAMP AND (COALESCE(seq, -1), counter_code) >= ($seq::BIGINT, $counter::VARCHAR))
            )
        ORDER BY shot_time_utc, COALESCE(seq, -1), counter_code
        LIMIT $limit + 1
    )
)
ORDER BY shot_time_utc, COALESCE(seq, -1), counter_code
