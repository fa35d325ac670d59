-- The same of the slots that the window cuts, which $cut_cycles tells.
SELECT
    * EXCLUDE (shift_date) REPLACE (CASE WHEN $by = 'shift' THEN shift_date ELSE local_date END AS local_date),
    COALESCE(exact_ratio(loss_us * cavities, approved_ct_us), 0) AS lost_parts,
    COALESCE(exact_ratio(gain_us * cavities, approved_ct_us), 0) AS gained_parts,
    exact_ratio(downtime_us * cavities, approved_ct_us) AS downtime_parts
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
