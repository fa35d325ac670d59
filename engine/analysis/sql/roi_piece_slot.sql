-- What the window takes of the slots. Parts are exact_ratio, worked out in 64 bits where
-- they hold it: in 128 it took half of the time of all hours of 500 tools.
SELECT
    s.equipment_code,
    s.part_id,
    s.part_code,
    s.supplier_id,
    s.supplier_name,
    s.location_id,
    s.location_name,
    s.local_date,
    s.shift,
    s.bucket_start_utc,
    s.slot_start_utc AS latest,
    o.compared_shots AS shots,
    o.loss_shots,
    o.gain_shots,
    o.compared_shots - o.loss_shots - o.gain_shots AS on_target_shots,
    CASE WHEN o.approved_ct_us IS NULL THEN o.shots ELSE 0 END AS shots_without_approved,
    o.loss_us,
    o.gain_us,
    COALESCE(CASE
        WHEN o.is_short AND o.lost_whole < 9000000000
        THEN CAST(o.lost_whole * 1000000000 + (o.lost_rest * 1000000000 + o.approved_ct_us // 2) // o.approved_ct_us AS DECIMAL(38, 0)) * 0.000000001
        ELSE exact_ratio(o.loss_us * o.cavities, o.approved_ct_us)
    END, 0) AS lost_parts,
    COALESCE(CASE
        WHEN o.is_short AND o.gained_whole < 9000000000
        THEN CAST(o.gained_whole * 1000000000 + (o.gained_rest * 1000000000 + o.approved_ct_us // 2) // o.approved_ct_us AS DECIMAL(38, 0)) * 0.000000001
        ELSE exact_ratio(o.gain_us * o.cavities, o.approved_ct_us)
    END, 0) AS gained_parts,
    o.ct_us,
    COALESCE(o.compared_shots * o.approved_ct_us, 0) AS approved_us,
    o.production_time_us,
    o.downtime_us,
    CASE
        WHEN o.is_short AND o.downtime_whole < 9000000000
        THEN CAST(o.downtime_whole * 1000000000 + (o.downtime_rest * 1000000000 + o.approved_ct_us // 2) // o.approved_ct_us AS DECIMAL(38, 0)) * 0.000000001
        ELSE exact_ratio(o.downtime_us * o.cavities, o.approved_ct_us)
    END AS downtime_parts,
    CASE WHEN o.approved_ct_us IS NULL THEN 0 ELSE o.shots END AS bridge_shots,
    CASE WHEN o.approved_ct_us IS NULL THEN 0 ELSE o.shots * o.cavities END AS bridge_parts,
    o.stop_us,
    o.micro_stop_us,
    o.slow_us,
    o.fast_us,
    COALESCE(exact_ratio(o.stop_us, o.approved_ct_us), 0) AS stop_cycles,
    COALESCE(exact_ratio(o.micro_stop_us, o.approved_ct_us), 0) AS micro_stop_cycles,
    COALESCE(exact_ratio(o.slow_us, o.approved_ct_us), 0) AS slow_cycles,
    COALESCE(exact_ratio(o.fast_us, o.approved_ct_us), 0) AS fast_cycles,
    COALESCE(o.shots * o.approved_ct_us, 0) AS bridge_approved_us,
    COALESCE((o.shots * o.cavities)::HUGEINT * o.approved_ct_us, 0) AS bridge_cavity_us
FROM slot s
JOIN (
    SELECT
        *,
        approved_ct_us < 9000000000 AS is_short,
        loss_us * cavities // approved_ct_us AS lost_whole,
        loss_us * cavities % approved_ct_us AS lost_rest,
        gain_us * cavities // approved_ct_us AS gained_whole,
        gain_us * cavities % approved_ct_us AS gained_rest,
        downtime_us * cavities // approved_ct_us AS downtime_whole,
        downtime_us * cavities % approved_ct_us AS downtime_rest
    FROM cycles
) o
    ON o.run_id = s.run_id
    AND o.part_id IS NOT DISTINCT FROM s.part_id
    AND o.slot_start_utc = s.slot_start_utc
