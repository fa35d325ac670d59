-- model:   mart.roi_slot
-- grain:   one row per run, part, stretch of time as in mart.run_rate_slot, approved cycle time and cavities: what its days, shifts and hours are summed of
-- key:     run_id, part_id, slot_start_utc, approved_ct_us, cavities
-- rebuild: tool, the runs that hold or touch a changed shot
-- equipment_code      the tool
-- run_id              run that the time belongs to
-- part_id             part of the shots; NULL without one
-- slot_start_utc      start of the stretch
-- local_date          local production day that holds it
-- approved_ct_us      approved cycle time of the shots, µs; NULL without one: then only shots and downtime_us are not 0
-- cavities            parts of each of the shots
-- shots               shots with their timestamp in the stretch; all that follows but downtime_us is about them
-- compared_shots      of these, slow, fast and normal ones
-- loss_shots          of these, slower than the approved cycle time by more than the tolerance
-- gain_shots          faster by more than it
-- loss_us             ct of the loss shots above the approved one, µs: the whole excess
-- gain_us             ct of the gain shots below it, µs
-- ct_us               sum of ct of the compared shots, µs
-- downtime_us         waiting parts in the stretch, whichever shot's, µs
-- interval_us         the shots' intervals, whole, µs: an interval over the edge of the stretch is not cut
-- stop_us             of these, waiting parts in stops that are no micro-stops, µs
-- micro_stop_us       waiting parts in micro-stops, µs
-- slow_us             cycle parts above the approved cycle time, µs
-- fast_us             cycle parts below it, µs
-- production_time_us  cycle parts in the stretch, whichever shot's, µs
-- lost_parts          parts that loss_us would have made: loss_us / approved cycle time × cavities
-- gained_parts        the same of gain_us
-- downtime_parts      the same of downtime_us; NULL without an approved cycle time
-- bucket_start_utc    start of the local hour that holds the stretch, UTC; as in mart.run_rate_slot, like all that follows
-- shift_date          production day in which its shift starts
-- shift               name of its shift; NULL outside every shift
-- part_code           code of the part
-- location_id         plant
-- location_name       its name
-- supplier_id         supplier
-- supplier_name       its name
WITH summed AS (
    SELECT
        s.run_no,
        s.slot_no,
        k.part_id,
        k.approved_us AS approved_ct_us,
        k.cavities,
        CAST(sum(s.shots) AS BIGINT) AS shots,
        CAST(sum(CASE WHEN k.approved_us IS NOT NULL THEN s.normal_shots + s.slow_shots + s.fast_shots ELSE 0 END) AS BIGINT) AS compared_shots,
        CAST(sum(coalesce(o.loss_shots, 0)) AS BIGINT) AS loss_shots,
        CAST(sum(coalesce(o.gain_shots, 0)) AS BIGINT) AS gain_shots,
        CAST(sum(coalesce(o.loss_us, 0)) AS BIGINT) AS loss_us,
        CAST(sum(coalesce(o.gain_us, 0)) AS BIGINT) AS gain_us,
        CAST(sum(CASE WHEN k.approved_us IS NOT NULL THEN s.ct_us ELSE 0 END) AS BIGINT) AS ct_us,
        CAST(sum(s.downtime_us) AS BIGINT) AS downtime_us,
        CAST(sum(coalesce(o.interval_us, 0)) AS BIGINT) AS interval_us,
        CAST(sum(coalesce(o.stop_us, 0)) AS BIGINT) AS stop_us,
        CAST(sum(coalesce(o.micro_stop_us, 0)) AS BIGINT) AS micro_stop_us,
        CAST(sum(coalesce(o.slow_us, 0)) AS BIGINT) AS slow_us,
        CAST(sum(coalesce(o.fast_us, 0)) AS BIGINT) AS fast_us,
        CAST(sum(s.production_time_us) AS BIGINT) AS production_time_us
    FROM rate_sum s
    JOIN rate_kind k ON k.kind_no = s.kind_no
    JOIN rate_run r ON r.run_no = s.run_no
    JOIN rate_slot l ON l.slot_no = s.slot_no
    LEFT JOIN rate_loss o ON o.run_no = s.run_no AND o.kind_no = s.kind_no AND o.slot_no = s.slot_no
    WHERE r.carried_cut_us IS NULL OR l.from_us >= r.carried_cut_us
    GROUP BY s.run_no, s.slot_no, k.part_id, k.approved_us, k.cavities
),
-- The latest shot of the stretch, as in mart.run_rate_slot, is of the kind whose row has it.
latest AS (
    SELECT
        s.run_no,
        s.slot_no,
        k.part_id,
        coalesce(arg_max(s.kind_no, s.last_rn) FILTER (WHERE s.shots > 0), arg_max(s.kind_no, s.last_rn)) AS kind_no
    FROM rate_sum s
    JOIN rate_kind k ON k.kind_no = s.kind_no
    GROUP BY s.run_no, s.slot_no, k.part_id
)
SELECT
    k.equipment_code,
    r.run_id,
    s.part_id,
    from_epoch_us(l.from_us) AS slot_start_utc,
    l.local_date,
    s.approved_ct_us,
    s.cavities,
    s.shots,
    s.compared_shots,
    s.loss_shots,
    s.gain_shots,
    s.loss_us,
    s.gain_us,
    s.ct_us,
    s.downtime_us,
    s.interval_us,
    s.stop_us,
    s.micro_stop_us,
    s.slow_us,
    s.fast_us,
    s.production_time_us,
    coalesce(exact_ratio(s.loss_us * s.cavities, s.approved_ct_us), 0) AS lost_parts,
    coalesce(exact_ratio(s.gain_us * s.cavities, s.approved_ct_us), 0) AS gained_parts,
    exact_ratio(s.downtime_us * s.cavities, s.approved_ct_us) AS downtime_parts,
    l.bucket_start_utc,
    l.shift_date,
    l.shift,
    k.part_code,
    k.location_id,
    k.location_name,
    k.supplier_id,
    k.supplier_name
FROM summed s
JOIN latest t ON t.run_no = s.run_no AND t.slot_no = s.slot_no AND t.part_id IS NOT DISTINCT FROM s.part_id
JOIN rate_kind k ON k.kind_no = t.kind_no
JOIN rate_run r ON r.run_no = s.run_no
JOIN rate_slot l ON l.slot_no = s.slot_no
ORDER BY k.equipment_code, l.from_us
