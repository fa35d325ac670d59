-- model:   mart.roi_slot
-- grain:   one row per run, part, stretch of time as in mart.run_rate_slot, approved cycle time and cavities: what its days are summed of
-- key:     run_id, part_id, slot_start_utc, approved_ct_us, cavities
-- rebuild: tool, the runs that hold or touch a changed shot
-- equipment_code  the tool
-- run_id          run that the time belongs to
-- part_id         part of the shots; NULL without one
-- slot_start_utc  start of the stretch
-- local_date      local production day that holds it
-- approved_ct_us  approved cycle time of the shots, µs; NULL without one: then only shots and downtime_us are not 0
-- cavities        parts of each of the shots
-- shots           shots with their timestamp in the stretch; all that follows but downtime_us is about them
-- compared_shots  of these, slow, fast and normal ones
-- loss_shots      of these, slower than the approved cycle time by more than the tolerance
-- gain_shots      faster by more than it
-- loss_us         ct of the loss shots above the approved one, µs: the whole excess
-- gain_us         ct of the gain shots below it, µs
-- ct_us           sum of ct of the compared shots, µs
-- downtime_us     waiting parts in the stretch, whichever shot's, µs
-- interval_us     the shots' intervals, whole, µs: an interval over the edge of the stretch is not cut
-- stop_us         of these, waiting parts in stops that are no micro-stops, µs
-- micro_stop_us   waiting parts in micro-stops, µs
-- slow_us         cycle parts above the approved cycle time, µs
-- fast_us         cycle parts below it, µs
SELECT
    k.equipment_code,
    r.run_id,
    k.part_id,
    from_epoch_us(l.from_us) AS slot_start_utc,
    l.local_date,
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
    CAST(sum(coalesce(o.fast_us, 0)) AS BIGINT) AS fast_us
FROM rate_sum s
JOIN rate_kind k ON k.kind_no = s.kind_no
JOIN rate_run r ON r.run_no = s.run_no
JOIN rate_slot l ON l.slot_no = s.slot_no
LEFT JOIN rate_loss o ON o.run_no = s.run_no AND o.kind_no = s.kind_no AND o.slot_no = s.slot_no
WHERE r.carried_cut_us IS NULL OR l.from_us >= r.carried_cut_us
GROUP BY k.equipment_code, r.run_id, k.part_id, l.from_us, l.local_date, k.approved_us, k.cavities
ORDER BY k.equipment_code, l.from_us
