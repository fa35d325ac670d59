-- The same of the slots that the window cuts, which $cut_cycles tells.
SELECT
    equipment_code,
    part_id,
    part_code,
    supplier_id,
    supplier_name,
    location_id,
    location_name,
    CASE WHEN $by = 'shift' THEN shift_date ELSE local_date END AS local_date,
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
    COALESCE(exact_ratio(loss_us * cavities, approved_ct_us), 0) AS lost_parts,
    COALESCE(exact_ratio(gain_us * cavities, approved_ct_us), 0) AS gained_parts,
    exact_ratio(downtime_us * cavities, approved_ct_us) AS downtime_parts,
    stop_us,
    micro_stop_us,
    slow_us,
    fast_us
FROM (
    SELECT unnest(
        from_json($cut_cycles::VARCHAR, '[{
            "equipment_code": "VARCHAR", "part_id": "BIGINT", "part_code": "VARCHAR", "supplier_id": "BIGINT", "supplier_name": "VARCHAR",
            "location_id": "BIGINT", "location_name": "VARCHAR", "local_date": "DATE", "shift_date": "DATE", "shift": "VARCHAR",
            "bucket_start_utc": "TIMESTAMP", "slot_start_utc": "TIMESTAMP", "approved_ct_us": "BIGINT", "cavities": "INTEGER",
            "shots": "BIGINT", "compared_shots": "BIGINT", "loss_shots": "BIGINT", "gain_shots": "BIGINT", "loss_us": "BIGINT",
            "gain_us": "BIGINT", "ct_us": "BIGINT", "production_time_us": "BIGINT", "downtime_us": "BIGINT",
            "stop_us": "BIGINT", "micro_stop_us": "BIGINT", "slow_us": "BIGINT", "fast_us": "BIGINT"
        }]'),
        recursive := TRUE
    )
)
