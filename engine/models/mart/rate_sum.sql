-- model: rate_sum
-- kind:  temp
-- grain: one row per run, kind of shots and slot: all that adds up
-- key:   run_no, kind_no, slot_no
-- last_rn  place of the last shot with its timestamp in the slot, else of the last one whose interval touches it
-- An interval that lies in one slot is added as it is; only those that cross
-- an edge, about one in an hour, are cut.
WITH own AS (
    SELECT
        run_no,
        kind_no,
        slot_no,
        count(*) AS shots,
        count(*) FILTER (WHERE class_no = 4) AS normal_shots,
        count(*) FILTER (WHERE class_no = 2) AS slow_shots,
        count(*) FILTER (WHERE class_no = 3) AS fast_shots,
        sum(CASE WHEN is_inside THEN c_us ELSE 0 END) AS production_time_us,
        sum(CASE WHEN is_inside THEN w_us ELSE 0 END) AS downtime_us,
        sum(CASE WHEN is_inside AND is_missing THEN w_us ELSE 0 END) AS doubtful_us,
        sum(CASE WHEN class_no = 2 AND c_us > ref_us THEN c_us - ref_us ELSE 0 END) AS speed_loss_us,
        sum(CASE WHEN class_no = 3 AND c_us < ref_us THEN ref_us - c_us ELSE 0 END) AS speed_gain_us,
        sum(CASE WHEN class_no > 1 THEN ct_us ELSE 0 END) AS ct_us,
        CAST(sum(CASE WHEN class_no > 1 THEN CAST(ct_us AS HUGEINT) * ct_us ELSE 0 END) AS DECIMAL(38, 0)) AS ct_squares,
        sum(quality_score) AS score_sum,
        max(rn) AS last_rn
    FROM rate_interval
    GROUP BY run_no, kind_no, slot_no
),
crossing AS (
    SELECT
        run_no,
        kind_no,
        rn,
        ends_clock_no,
        is_missing,
        from_us,
        from_us + d_us AS to_us,
        from_us + CASE WHEN is_start THEN 0 ELSE w_us END AS c_from_us,
        from_us + CASE WHEN is_start THEN c_us ELSE d_us END AS c_to_us,
        from_us + CASE WHEN is_start THEN c_us ELSE 0 END AS w_from_us,
        from_us + CASE WHEN is_start THEN d_us ELSE w_us END AS w_to_us,
        unnest(range(from_us // 3600000000, (from_us + d_us - 1) // 3600000000 + 1)) AS hour_no
    FROM rate_interval
    WHERE NOT is_inside AND d_us > 0
),
cut AS (
    SELECT
        x.run_no,
        x.kind_no,
        x.rn,
        x.is_missing,
        l.slot_no,
        greatest(least(x.c_to_us, l.to_us) - greatest(x.c_from_us, l.from_us), 0) AS c_us,
        greatest(least(x.w_to_us, l.to_us) - greatest(x.w_from_us, l.from_us), 0) AS w_us
    FROM crossing x
    JOIN rate_slot l
      ON l.clock_no = x.ends_clock_no
     AND l.hour_no = x.hour_no
     AND l.from_us < x.to_us
     AND l.to_us > x.from_us
),
added AS (
    SELECT
        run_no, kind_no, slot_no,
        shots, normal_shots, slow_shots, fast_shots,
        production_time_us, downtime_us, doubtful_us,
        0 AS stops, 0 AS micro_stops,
        speed_loss_us, speed_gain_us, ct_us, ct_squares, score_sum, 0 AS imputed_shots, last_rn
    FROM own
    UNION ALL
    SELECT
        run_no, kind_no, slot_no,
        0, 0, 0, 0,
        sum(c_us), sum(w_us), sum(CASE WHEN is_missing THEN w_us ELSE 0 END),
        0, 0,
        0, 0, 0, 0, 0, 0, max(rn)
    FROM cut
    GROUP BY run_no, kind_no, slot_no
    UNION ALL
    SELECT
        run_no, kind_no, slot_no,
        0, 0, 0, 0,
        0, 0, 0,
        count(*), count(*) FILTER (WHERE is_micro),
        0, 0, 0, 0, 0, 0, min(first_rn)
    FROM rate_stop
    GROUP BY run_no, kind_no, slot_no
    UNION ALL
    -- An imputed shot lies in an interval, so its slot has a last_rn.
    SELECT
        run_no, kind_no, slot_no,
        0, 0, 0, 0,
        0, 0, 0,
        0, 0,
        0, 0, 0, 0, 0, count(*), NULL
    FROM rate_imputed
    GROUP BY run_no, kind_no, slot_no
)
SELECT
    run_no,
    kind_no,
    slot_no,
    CAST(sum(shots) AS BIGINT) AS shots,
    CAST(sum(normal_shots) AS BIGINT) AS normal_shots,
    CAST(sum(slow_shots) AS BIGINT) AS slow_shots,
    CAST(sum(fast_shots) AS BIGINT) AS fast_shots,
    CAST(sum(production_time_us) AS BIGINT) AS production_time_us,
    CAST(sum(downtime_us) AS BIGINT) AS downtime_us,
    CAST(sum(doubtful_us) AS BIGINT) AS doubtful_us,
    CAST(sum(stops) AS BIGINT) AS stops,
    CAST(sum(micro_stops) AS BIGINT) AS micro_stops,
    CAST(sum(speed_loss_us) AS BIGINT) AS speed_loss_us,
    CAST(sum(speed_gain_us) AS BIGINT) AS speed_gain_us,
    CAST(sum(ct_us) AS BIGINT) AS ct_us,
    CAST(sum(ct_squares) AS DECIMAL(38, 0)) AS ct_squares,
    CAST(sum(score_sum) AS BIGINT) AS score_sum,
    CAST(sum(imputed_shots) AS BIGINT) AS imputed_shots,
    coalesce(max(last_rn) FILTER (WHERE shots > 0), max(last_rn)) AS last_rn
FROM added
GROUP BY run_no, kind_no, slot_no
HAVING sum(shots) > 0 OR sum(production_time_us) > 0 OR sum(downtime_us) > 0 OR sum(stops) > 0
