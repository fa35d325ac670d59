-- Of the slots that lie in the window as a whole: cycles and time beside the
-- approved cycle time, a row for each of these and number of cavities.
SELECT
    equipment_code,
    part_id,
    part_code,
    supplier_id,
    supplier_name,
    location_id,
    location_name,
    local_date,
    shift,
    bucket_start_utc,
    slot_start_utc,
    approved_ct_us,
    cavities,
    shots,
    compared_shots,
    loss_shots,
    gain_shots,
    loss_us,
    gain_us,
    ct_us,
    production_time_us,
    downtime_us,
    lost_parts,
    gained_parts,
    downtime_parts,
    stop_us,
    micro_stop_us,
    slow_us,
    fast_us
FROM roi_slot
WHERE NOT is_cut
