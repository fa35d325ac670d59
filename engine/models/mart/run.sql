-- model:   mart.run
-- grain:   one row per run: uninterrupted series of shots of one tool on one part
-- key:     run_id
-- rebuild: tool, from the run that holds or precedes the earliest changed shot to the one that holds or follows the last
-- run_id              stable id, from the tool and the run's first shot
-- equipment_code      the tool
-- mold_id             mold of its first shot
-- part_id             part of its first shot; NULL without one
-- start_utc           start of its first interval
-- end_utc             end of its last interval
-- start_local         start_utc on the clock of its first shot's location
-- end_local           end_utc on the clock of its last shot's location
-- ref_ct              reference cycle time, s; NULL if it has none
-- reference_method    mode, approved, median or none
-- shots               shots
-- normal_shots        of these, within the tolerance of the reference
-- slow_shots          slower
-- fast_shots          faster
-- stop_shots          long or idle
-- parts               parts made
-- run_time_us         time, µs: production_time_us + downtime_us
-- production_time_us  time in cycles, µs
-- downtime_us         time without a cycle, µs
-- doubtful_us         of this, where shots are missing, µs
-- stops               stops
-- micro_stops         of these, shorter than micro_stop
-- speed_loss_us       time of slow shots above the reference, µs
-- speed_gain_us       time of fast shots below the reference, µs
-- efficiency          normal shots / shots, 0..1
-- stability           production time / run time, 0..1; NULL without run time
-- mttr_s              downtime / stops, s; NULL without stops
-- mtbf_s              production time / stops, s; NULL without stops
-- shots_per_stop      shots / stops; NULL without stops
-- average_ct          mean ct of slow, fast and normal shots, s
-- quality_score       mean of the shots' scores
-- ct_us               sum of ct over slow, fast and normal shots, µs
-- imputed_shots       shots of mart.imputed_shot in it, in no other figure
-- imputed_parts       parts of these
-- first_shot_utc      its first shot
-- last_shot_utc       its last shot
-- first_part_code     part_code of its first shot: with first_location_id and the tool it decides the run's parameters
-- first_location_id   location of its first shot
WITH summed AS (
    SELECT
        r.run_no,
        CAST(sum(s.shots) AS BIGINT) AS shots,
        CAST(sum(s.normal_shots) AS BIGINT) AS normal_shots,
        CAST(sum(s.slow_shots) AS BIGINT) AS slow_shots,
        CAST(sum(s.fast_shots) AS BIGINT) AS fast_shots,
        CAST(sum(s.parts) AS BIGINT) AS parts,
        CAST(sum(s.production_time_us) AS BIGINT) AS production_time_us,
        CAST(sum(s.downtime_us) AS BIGINT) AS downtime_us,
        CAST(sum(s.doubtful_us) AS BIGINT) AS doubtful_us,
        CAST(sum(s.stops) AS BIGINT) AS stops,
        CAST(sum(s.micro_stops) AS BIGINT) AS micro_stops,
        CAST(sum(s.speed_loss_us) AS BIGINT) AS speed_loss_us,
        CAST(sum(s.speed_gain_us) AS BIGINT) AS speed_gain_us,
        CAST(sum(s.ct_us) AS BIGINT) AS ct_us,
        CAST(sum(s.score_sum) AS BIGINT) AS score_sum,
        CAST(sum(s.imputed_shots) AS BIGINT) AS imputed_shots,
        CAST(sum(s.imputed_parts) AS BIGINT) AS imputed_parts
    FROM mart.run_rate_slot s
    JOIN rate_run r ON r.run_id = s.run_id
    GROUP BY r.run_no
),
-- The instant at which a run starts or ends, and the zone of its shot there:
-- between the two, the offset may change.
opening AS (
    SELECT r.run_no, i.from_us AS at_us, k.time_zone
    FROM rate_run r
    JOIN rate_interval i ON i.rn = r.opening_rn
    JOIN rate_kind k ON k.kind_no = i.kind_no
),
closing AS (
    SELECT r.run_no, i.from_us + i.d_us AS at_us, i.t_us AS last_t_us, k.time_zone
    FROM rate_run r
    JOIN rate_interval i ON i.rn = r.last_rn
    JOIN rate_kind k ON k.kind_no = i.kind_no
),
started AS (
    SELECT o.run_no, from_epoch_us(o.at_us) AS start_utc, from_epoch_us(o.at_us + z.offset_us) AS start_local
    FROM opening o
    JOIN core.zone_offset z
      ON z.time_zone = o.time_zone
     AND from_epoch_us(o.at_us) >= z.from_utc
     AND from_epoch_us(o.at_us) < z.to_utc
    UNION ALL
    SELECT r.run_no, c.start_utc, c.start_local
    FROM scope_run c
    JOIN rate_run r ON r.run_id = c.run_id
),
ended AS (
    SELECT c.run_no, from_epoch_us(c.at_us) AS end_utc, from_epoch_us(c.at_us + z.offset_us) AS end_local, c.last_t_us
    FROM closing c
    JOIN core.zone_offset z
      ON z.time_zone = c.time_zone
     AND from_epoch_us(c.at_us) >= z.from_utc
     AND from_epoch_us(c.at_us) < z.to_utc
)
SELECT
    r.run_id,
    k.equipment_code,
    k.mold_id,
    k.part_id,
    a.start_utc,
    e.end_utc,
    a.start_local,
    e.end_local,
    f.ref_ct,
    f.reference_method,
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
    s.normal_shots / s.shots AS efficiency,
    s.production_time_us / nullif(s.production_time_us + s.downtime_us, 0) AS stability,
    s.downtime_us / nullif(s.stops, 0) / 1000000 AS mttr_s,
    s.production_time_us / nullif(s.stops, 0) / 1000000 AS mtbf_s,
    s.shots / nullif(s.stops, 0) AS shots_per_stop,
    s.ct_us / nullif(s.normal_shots + s.slow_shots + s.fast_shots, 0) / 1000000 AS average_ct,
    s.score_sum / s.shots AS quality_score,
    s.ct_us,
    s.imputed_shots,
    s.imputed_parts,
    from_epoch_us(r.first_t_us) AS first_shot_utc,
    from_epoch_us(e.last_t_us) AS last_shot_utc,
    k.part_code AS first_part_code,
    k.location_id AS first_location_id
FROM summed s
JOIN rate_run r ON r.run_no = s.run_no
JOIN started a ON a.run_no = s.run_no
JOIN ended e ON e.run_no = s.run_no
JOIN rate_kind k ON k.kind_no = r.first_kind_no
JOIN rate_reference f ON f.run_no = s.run_no
