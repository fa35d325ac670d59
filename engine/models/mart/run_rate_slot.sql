-- model:   mart.run_rate_slot
-- grain:   one row per run, part and stretch of time in which hour, production day, shift and plan stay the same; every bucket is a sum of these
-- key:     run_id, part_id, slot_start_utc
-- rebuild: tool, the runs that hold or touch a changed shot
-- equipment_code       the tool
-- run_id               run that the time belongs to
-- part_id              part of the shots; NULL without one
-- slot_start_utc       start of the stretch
-- bucket_start_utc     start of the local hour that holds it, UTC
-- bucket_start_local   the same on the local clock
-- local_date           local production day that holds it
-- shift_date           production day in which its shift starts
-- shift                name of its shift; NULL outside every shift
-- is_planned           planned time; NULL: no calendar says what is planned there
-- shots                shots with their timestamp in it
-- normal_shots         of these, within the tolerance of the reference
-- slow_shots           slower
-- fast_shots           faster
-- stop_shots           long or idle
-- parts                parts of these shots
-- run_time_us          time of the run in it, µs: production_time_us + downtime_us
-- production_time_us   cycle parts in it, µs
-- downtime_us          waiting parts in it, µs
-- doubtful_us          of these, where shots are missing, µs
-- stops                stops that start in it
-- micro_stops          of these, shorter than micro_stop
-- speed_loss_us        time of slow shots above the reference, µs
-- speed_gain_us        time of fast shots below the reference, µs
-- ct_us                sum of ct over slow, fast and normal shots, µs
-- ct_squares           sum of their squares, µs²
-- ideal_us             sum of the approved cycle times of the shots that have one, µs; 0 where no calendar says what is planned
-- ideal_production_us  cycle parts of such shots in it, µs; 0 likewise
-- score_sum            sum of the shots' quality scores
-- imputed_shots        shots of mart.imputed_shot in it, in no other figure
-- imputed_parts        parts of these
-- part_code            of the latest shot in it (without any, of the latest that touches it), like all that follows
-- location_id          plant
-- location_name        its name
-- supplier_id          supplier
-- supplier_name        its name
-- last_shot_utc        when that shot was
-- last_seq             its number
-- last_counter_code    its counter
WITH summed AS (
    SELECT
        s.run_no,
        k.part_id,
        s.slot_no,
        CAST(sum(s.shots) AS BIGINT) AS shots,
        CAST(sum(s.normal_shots) AS BIGINT) AS normal_shots,
        CAST(sum(s.slow_shots) AS BIGINT) AS slow_shots,
        CAST(sum(s.fast_shots) AS BIGINT) AS fast_shots,
        CAST(sum(s.shots * k.cavities) AS BIGINT) AS parts,
        CAST(sum(s.production_time_us) AS BIGINT) AS production_time_us,
        CAST(sum(s.downtime_us) AS BIGINT) AS downtime_us,
        CAST(sum(s.doubtful_us) AS BIGINT) AS doubtful_us,
        CAST(sum(s.stops) AS BIGINT) AS stops,
        CAST(sum(s.micro_stops) AS BIGINT) AS micro_stops,
        CAST(sum(s.speed_loss_us) AS BIGINT) AS speed_loss_us,
        CAST(sum(s.speed_gain_us) AS BIGINT) AS speed_gain_us,
        CAST(sum(s.ct_us) AS BIGINT) AS ct_us,
        CAST(sum(s.ct_squares) AS DECIMAL(38, 0)) AS ct_squares,
        CAST(sum(CASE WHEN k.approved_us IS NOT NULL AND l.is_planned IS NOT NULL THEN s.shots * k.approved_us ELSE 0 END) AS BIGINT) AS ideal_us,
        CAST(sum(CASE WHEN k.approved_us IS NOT NULL AND l.is_planned IS NOT NULL THEN s.production_time_us ELSE 0 END) AS BIGINT) AS ideal_production_us,
        CAST(sum(s.score_sum) AS BIGINT) AS score_sum,
        CAST(sum(s.imputed_shots) AS BIGINT) AS imputed_shots,
        CAST(sum(s.imputed_shots * k.cavities) AS BIGINT) AS imputed_parts,
        coalesce(max(s.last_rn) FILTER (WHERE s.shots > 0), max(s.last_rn)) AS last_rn
    FROM rate_sum s
    JOIN rate_kind k ON k.kind_no = s.kind_no
    JOIN rate_run r ON r.run_no = s.run_no
    JOIN rate_slot l ON l.slot_no = s.slot_no
    WHERE r.carried_cut_us IS NULL OR l.from_us >= r.carried_cut_us
    GROUP BY s.run_no, k.part_id, s.slot_no
),
-- Joined by itself: among the others, the planner took the shots as the side
-- to hash, 0.8 s of 1.5 M.
latest AS MATERIALIZED (
    SELECT s.*, i.kind_no, i.t_us, i.seq
    FROM summed s
    JOIN rate_shot i ON i.rn = s.last_rn
)
SELECT
    k.equipment_code,
    r.run_id,
    s.part_id,
    from_epoch_us(l.from_us) AS slot_start_utc,
    l.bucket_start_utc,
    l.bucket_start_local,
    l.local_date,
    l.shift_date,
    l.shift,
    l.is_planned,
    s.shots,
    s.normal_shots,
    s.slow_shots,
    s.fast_shots,
    s.shots - s.normal_shots - s.slow_shots - s.fast_shots AS stop_shots,
    s.parts,
    s.production_time_us + s.downtime_us AS run_time_us,
    s.production_time_us,
    s.downtime_us,
    s.doubtful_us,
    s.stops,
    s.micro_stops,
    s.speed_loss_us,
    s.speed_gain_us,
    s.ct_us,
    s.ct_squares,
    s.ideal_us,
    s.ideal_production_us,
    s.score_sum,
    s.imputed_shots,
    s.imputed_parts,
    k.part_code,
    k.location_id,
    k.location_name,
    k.supplier_id,
    k.supplier_name,
    from_epoch_us(s.t_us) AS last_shot_utc,
    s.seq AS last_seq,
    k.counter_code AS last_counter_code
FROM latest s
JOIN rate_run r ON r.run_no = s.run_no
JOIN rate_slot l ON l.slot_no = s.slot_no
JOIN rate_kind k ON k.kind_no = s.kind_no
ORDER BY k.equipment_code, l.from_us
