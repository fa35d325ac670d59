-- model:   mart.roi_tool_day
-- grain:   one row per tool, part and local production day, as mart.run_rate_day: its cycles and its time beside the approved cycle time
-- key:     equipment_code, part_id, local_date
-- rebuild: tool, the local production days that a rebuilt run touches
-- equipment_code          the tool
-- part_id                 part of the shots; NULL without one
-- local_date              local production day
-- shots                   slow, fast and normal shots with an approved cycle time: loss_shots + gain_shots + on_target_shots
-- loss_shots              of these, slower than approved by more than the tolerance
-- gain_shots              faster by more than it
-- on_target_shots         the others
-- loss_us                 ct of the loss shots above the approved one, µs: the whole excess
-- gain_us                 ct of the gain shots below it, µs
-- lost_parts              parts that loss_us would have made: sum of loss_us / approved cycle time × cavities
-- gained_parts            the same of gain_us
-- ct_us                   sum of ct over shots, µs
-- approved_us             sum of their approved cycle times, µs
-- production_time_us      cycle parts in the day, µs, as in mart.run_rate_day
-- downtime_us             waiting parts in the day, µs, as in mart.run_rate_day
-- downtime_parts          parts that the downtime would have made; NULL without an approved cycle time
-- bridge_shots            shots of all classes with an approved cycle time, the base of mart.run_bridge, like all that follows: the
--     interval of each counts whole in the day of its timestamp, so that the bridge of a day closes, also where it began the day before
-- bridge_parts            parts of these shots
-- shots_without_approved  shots without an approved cycle time, which are left out of the bridge
-- interval_us             length of the intervals, µs: stop_us + micro_stop_us + slow_us - fast_us + bridge_approved_us
-- stop_us                 waiting parts in stops that are no micro-stops, µs; not downtime_us, which is cut at midnight
-- micro_stop_us           waiting parts in micro-stops, µs
-- slow_us                 cycle parts above the approved cycle time, µs
-- fast_us                 cycle parts below it, µs
-- stop_cycles             approved cycles that fit into stop_us
-- micro_stop_cycles       into micro_stop_us
-- slow_cycles             into slow_us
-- fast_cycles             into fast_us
-- bridge_approved_us      approved cycle times, µs
-- bridge_cavity_us        approved cycle times × cavities, µs: the time that the parts would have taken one by one
-- max_cavities            most parts of one shot, with or without an approved cycle time; NULL without shots
-- part_code               as in mart.run_rate_day, like all that follows
-- location_id             plant
-- location_name           its name
-- supplier_id             supplier
-- supplier_name           its name
-- quality_score           mean of the scores of all shots; NULL without shots
WITH equal AS (
    SELECT
        s.equipment_code,
        s.part_id,
        s.local_date,
        s.approved_ct_us,
        s.cavities,
        sum(s.shots) AS shots,
        sum(s.compared_shots) AS compared_shots,
        sum(s.loss_shots) AS loss_shots,
        sum(s.gain_shots) AS gain_shots,
        sum(s.loss_us) AS loss_us,
        sum(s.gain_us) AS gain_us,
        sum(s.ct_us) AS ct_us,
        sum(s.downtime_us) AS downtime_us,
        sum(s.interval_us) AS interval_us,
        sum(s.stop_us) AS stop_us,
        sum(s.micro_stop_us) AS micro_stop_us,
        sum(s.slow_us) AS slow_us,
        sum(s.fast_us) AS fast_us
    FROM mart.roi_slot s
    JOIN scope_bucket b
      ON b.equipment_code = s.equipment_code
     AND s.local_date BETWEEN b.from_local_date AND b.to_local_date
    GROUP BY s.equipment_code, s.part_id, s.local_date, s.approved_ct_us, s.cavities
),
added AS (
    SELECT
        equipment_code,
        part_id,
        local_date,
        sum(compared_shots) AS shots,
        sum(loss_shots) AS loss_shots,
        sum(gain_shots) AS gain_shots,
        sum(loss_us) AS loss_us,
        sum(gain_us) AS gain_us,
        sum(exact_ratio(loss_us * cavities, approved_ct_us)) AS lost_parts,
        sum(exact_ratio(gain_us * cavities, approved_ct_us)) AS gained_parts,
        sum(ct_us) AS ct_us,
        sum(compared_shots * approved_ct_us) AS approved_us,
        sum(exact_ratio(downtime_us * cavities, approved_ct_us)) AS downtime_parts,
        sum(shots) FILTER (WHERE approved_ct_us IS NOT NULL) AS bridge_shots,
        sum(shots * cavities) FILTER (WHERE approved_ct_us IS NOT NULL) AS bridge_parts,
        sum(shots) FILTER (WHERE approved_ct_us IS NULL) AS shots_without_approved,
        sum(interval_us) AS interval_us,
        sum(stop_us) AS stop_us,
        sum(micro_stop_us) AS micro_stop_us,
        sum(slow_us) AS slow_us,
        sum(fast_us) AS fast_us,
        sum(exact_ratio(stop_us, approved_ct_us)) AS stop_cycles,
        sum(exact_ratio(micro_stop_us, approved_ct_us)) AS micro_stop_cycles,
        sum(exact_ratio(slow_us, approved_ct_us)) AS slow_cycles,
        sum(exact_ratio(fast_us, approved_ct_us)) AS fast_cycles,
        sum(shots * approved_ct_us) AS bridge_approved_us,
        sum(shots * cavities * approved_ct_us) AS bridge_cavity_us,
        max(cavities) FILTER (WHERE shots > 0) AS max_cavities
    FROM equal
    GROUP BY equipment_code, part_id, local_date
)
SELECT
    d.equipment_code,
    d.part_id,
    d.local_date,
    CAST(a.shots AS BIGINT) AS shots,
    CAST(a.loss_shots AS BIGINT) AS loss_shots,
    CAST(a.gain_shots AS BIGINT) AS gain_shots,
    CAST(a.shots - a.loss_shots - a.gain_shots AS BIGINT) AS on_target_shots,
    CAST(a.loss_us AS BIGINT) AS loss_us,
    CAST(a.gain_us AS BIGINT) AS gain_us,
    coalesce(a.lost_parts, 0) AS lost_parts,
    coalesce(a.gained_parts, 0) AS gained_parts,
    CAST(a.ct_us AS BIGINT) AS ct_us,
    CAST(coalesce(a.approved_us, 0) AS BIGINT) AS approved_us,
    d.production_time_us,
    d.downtime_us,
    a.downtime_parts,
    CAST(coalesce(a.bridge_shots, 0) AS BIGINT) AS bridge_shots,
    CAST(coalesce(a.bridge_parts, 0) AS BIGINT) AS bridge_parts,
    CAST(coalesce(a.shots_without_approved, 0) AS BIGINT) AS shots_without_approved,
    CAST(a.interval_us AS BIGINT) AS interval_us,
    CAST(a.stop_us AS BIGINT) AS stop_us,
    CAST(a.micro_stop_us AS BIGINT) AS micro_stop_us,
    CAST(a.slow_us AS BIGINT) AS slow_us,
    CAST(a.fast_us AS BIGINT) AS fast_us,
    coalesce(a.stop_cycles, 0) AS stop_cycles,
    coalesce(a.micro_stop_cycles, 0) AS micro_stop_cycles,
    coalesce(a.slow_cycles, 0) AS slow_cycles,
    coalesce(a.fast_cycles, 0) AS fast_cycles,
    CAST(coalesce(a.bridge_approved_us, 0) AS BIGINT) AS bridge_approved_us,
    CAST(coalesce(a.bridge_cavity_us, 0) AS DECIMAL(38, 0)) AS bridge_cavity_us,
    a.max_cavities,
    d.part_code,
    d.location_id,
    d.location_name,
    d.supplier_id,
    d.supplier_name,
    d.quality_score
FROM added a
JOIN mart.run_rate_day d
  ON d.equipment_code = a.equipment_code
 AND d.part_id IS NOT DISTINCT FROM a.part_id
 AND d.local_date = a.local_date
