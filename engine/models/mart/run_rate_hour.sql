-- model:   mart.run_rate_hour
-- grain:   one row per tool, part and local hour
-- key:     equipment_code, part_id, bucket_start_utc, bucket_start_local
-- rebuild: tool, the local hours that a rebuilt run touches
-- equipment_code         the tool
-- part_id                part of the shots; NULL without one
-- bucket_start_utc       start of the local hour, UTC
-- bucket_start_local     the same on the local clock
-- shots                  shots with their timestamp in it
-- normal_shots           of these, within the tolerance of the reference
-- slow_shots             slower
-- fast_shots             faster
-- stop_shots             long or idle
-- parts                  parts of these shots
-- run_time_us            time of runs in it, µs: production_time_us + downtime_us
-- production_time_us     cycle parts in it, µs
-- downtime_us            waiting parts in it, µs
-- doubtful_us            of these, where shots are missing, µs
-- stops                  stops that start in it
-- micro_stops            of these, shorter than micro_stop
-- speed_loss_us          time of slow shots above the reference, µs
-- speed_gain_us          time of fast shots below the reference, µs
-- ct_us                  sum of ct over slow, fast and normal shots, µs
-- planned_run_us         time of runs in planned time, µs; 0 where no calendar says what is planned, like the three that follow
-- planned_production_us  cycle parts in planned time, µs
-- ideal_us               sum of the approved cycle times of the shots that have one, µs
-- ideal_production_us    cycle parts of such shots, µs
-- imputed_shots          shots of mart.imputed_shot in it, in no other figure
-- imputed_parts          parts of these
-- part_code              of the latest shot in it (without any, of the latest that touches it), like all that follows
-- location_id            plant
-- location_name          its name
-- supplier_id            supplier
-- supplier_name          its name
-- quality_score          mean of the shots' scores; NULL without shots
WITH ranked AS (
    SELECT
        s.*,
        row_number() OVER (
            PARTITION BY s.equipment_code, s.part_id, s.bucket_start_utc, s.bucket_start_local
            ORDER BY CASE WHEN s.shots > 0 THEN 0 ELSE 1 END, s.last_shot_utc DESC, s.last_seq DESC NULLS LAST, s.last_counter_code DESC, s.slot_start_utc DESC
        ) AS place
    FROM mart.run_rate_slot s
    JOIN scope_bucket b
      ON b.equipment_code = s.equipment_code
     AND s.bucket_start_utc BETWEEN b.from_bucket_start_utc AND b.to_bucket_start_utc
)
SELECT
    equipment_code,
    part_id,
    bucket_start_utc,
    bucket_start_local,
    CAST(sum(shots) AS BIGINT) AS shots,
    CAST(sum(normal_shots) AS BIGINT) AS normal_shots,
    CAST(sum(slow_shots) AS BIGINT) AS slow_shots,
    CAST(sum(fast_shots) AS BIGINT) AS fast_shots,
    CAST(sum(stop_shots) AS BIGINT) AS stop_shots,
    CAST(sum(parts) AS BIGINT) AS parts,
    CAST(sum(run_time_us) AS BIGINT) AS run_time_us,
    CAST(sum(production_time_us) AS BIGINT) AS production_time_us,
    CAST(sum(downtime_us) AS BIGINT) AS downtime_us,
    CAST(sum(doubtful_us) AS BIGINT) AS doubtful_us,
    CAST(sum(stops) AS BIGINT) AS stops,
    CAST(sum(micro_stops) AS BIGINT) AS micro_stops,
    CAST(sum(speed_loss_us) AS BIGINT) AS speed_loss_us,
    CAST(sum(speed_gain_us) AS BIGINT) AS speed_gain_us,
    CAST(sum(ct_us) AS BIGINT) AS ct_us,
    CAST(sum(CASE WHEN is_planned THEN run_time_us ELSE 0 END) AS BIGINT) AS planned_run_us,
    CAST(sum(CASE WHEN is_planned THEN production_time_us ELSE 0 END) AS BIGINT) AS planned_production_us,
    CAST(sum(ideal_us) AS BIGINT) AS ideal_us,
    CAST(sum(ideal_production_us) AS BIGINT) AS ideal_production_us,
    CAST(sum(imputed_shots) AS BIGINT) AS imputed_shots,
    CAST(sum(imputed_parts) AS BIGINT) AS imputed_parts,
    max(part_code) FILTER (WHERE place = 1) AS part_code,
    max(location_id) FILTER (WHERE place = 1) AS location_id,
    max(location_name) FILTER (WHERE place = 1) AS location_name,
    max(supplier_id) FILTER (WHERE place = 1) AS supplier_id,
    max(supplier_name) FILTER (WHERE place = 1) AS supplier_name,
    CAST(sum(score_sum) AS BIGINT) / nullif(CAST(sum(shots) AS BIGINT), 0) AS quality_score
FROM ranked
GROUP BY equipment_code, part_id, bucket_start_utc, bucket_start_local
ORDER BY equipment_code, bucket_start_utc
