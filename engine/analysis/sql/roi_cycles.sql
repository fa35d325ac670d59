-- Of the slots that lie in the window as a whole: cycles and time beside the
-- approved cycle time, a row for each of these and number of cavities; the first
-- of them has the production time of all.
SELECT
    o.run_id,
    o.part_id,
    o.slot_start_utc,
    o.approved_ct_us,
    o.cavities,
    o.shots,
    o.compared_shots,
    o.loss_shots,
    o.gain_shots,
    o.loss_us,
    o.gain_us,
    o.ct_us,
    CASE
        WHEN row_number() OVER (PARTITION BY o.run_id, o.part_id, o.slot_start_utc ORDER BY o.approved_ct_us, o.cavities) = 1 THEN s.production_time_us
        ELSE 0
    END AS production_time_us,
    o.downtime_us,
    o.stop_us,
    o.micro_stop_us,
    o.slow_us,
    o.fast_us
FROM slot s
JOIN mart.roi_slot o
    ON o.run_id = s.run_id
    AND o.part_id IS NOT DISTINCT FROM s.part_id
    AND o.slot_start_utc = s.slot_start_utc
WHERE NOT s.is_cut
