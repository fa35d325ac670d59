-- Pieces of whole local production days.
SELECT
    equipment_code,
    part_id,
    part_code,
    supplier_id,
    supplier_name,
    location_id,
    location_name,
    local_date,
    NULL::VARCHAR AS shift,
    NULL::TIMESTAMP AS bucket_start_utc,
    local_date::TIMESTAMP AS latest,
    shots,
    loss_shots,
    gain_shots,
    on_target_shots,
    shots_without_approved,
    loss_us,
    gain_us,
    lost_parts,
    gained_parts,
    ct_us,
    approved_us,
    production_time_us,
    downtime_us,
    downtime_parts,
    bridge_shots,
    bridge_parts,
    stop_us,
    micro_stop_us,
    slow_us,
    fast_us,
    stop_cycles,
    micro_stop_cycles,
    slow_cycles,
    fast_cycles,
    bridge_approved_us,
    bridge_cavity_us
FROM mart.roi_tool_day
WHERE ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
