-- model: rate_loss
-- kind:  temp
-- grain: one row per run, kind of shots with an approved cycle time, and slot of their timestamps: their cycles and intervals beside it
-- key:   run_no, kind_no, slot_no
-- loss_shots     slow, fast and normal shots whose ct is above the target
-- gain_shots     of these, below it
-- loss_us        ct of loss shots above the approved one, µs: the whole excess
-- gain_us        ct of gain shots below it, µs
-- interval_us    intervals, whole, µs
-- stop_us        their waiting parts in stops that are no micro-stops, µs
-- micro_stop_us  in micro-stops, µs
-- slow_us        cycle parts above the approved cycle time, µs
-- fast_us        cycle parts below it, µs
WITH own AS (
    SELECT
        i.run_no,
        i.kind_no,
        i.slot_no,
        count(*) FILTER (WHERE i.class_no > 1 AND i.ct_us > k.on_target_to_us) AS loss_shots,
        count(*) FILTER (WHERE i.class_no > 1 AND i.ct_us < k.on_target_from_us) AS gain_shots,
        sum(CASE WHEN i.class_no > 1 AND i.ct_us > k.on_target_to_us THEN i.ct_us - k.approved_us ELSE 0 END) AS loss_us,
        sum(CASE WHEN i.class_no > 1 AND i.ct_us < k.on_target_from_us THEN k.approved_us - i.ct_us ELSE 0 END) AS gain_us,
        sum(i.d_us) AS interval_us,
        sum(i.w_us) AS waiting_us,
        sum(CASE WHEN i.c_us > k.approved_us THEN i.c_us - k.approved_us ELSE 0 END) AS slow_us,
        sum(CASE WHEN i.c_us < k.approved_us THEN k.approved_us - i.c_us ELSE 0 END) AS fast_us
    FROM rate_interval i
    JOIN rate_target k ON k.kind_no = i.kind_no
    GROUP BY i.run_no, i.kind_no, i.slot_no
),
-- By itself: few shots wait, and looking each one up took longer than all sums.
micro AS (
    SELECT i.run_no, i.kind_no, i.slot_no, sum(i.w_us) AS micro_stop_us
    FROM (SELECT unnest(range(first_rn, first_rn + shots)) AS rn FROM rate_stop WHERE is_micro) AS s
    JOIN rate_interval i ON i.rn = s.rn
    WHERE i.w_us > 0
    GROUP BY i.run_no, i.kind_no, i.slot_no
)
SELECT
    o.run_no,
    o.kind_no,
    o.slot_no,
    o.loss_shots,
    o.gain_shots,
    CAST(o.loss_us AS BIGINT) AS loss_us,
    CAST(o.gain_us AS BIGINT) AS gain_us,
    CAST(o.interval_us AS BIGINT) AS interval_us,
    CAST(o.waiting_us - coalesce(m.micro_stop_us, 0) AS BIGINT) AS stop_us,
    CAST(coalesce(m.micro_stop_us, 0) AS BIGINT) AS micro_stop_us,
    CAST(o.slow_us AS BIGINT) AS slow_us,
    CAST(o.fast_us AS BIGINT) AS fast_us
FROM own o
LEFT JOIN micro m ON m.run_no = o.run_no AND m.kind_no = o.kind_no AND m.slot_no = o.slot_no
