-- What the window takes of the slots that it cuts, which $cut_rates tells.
SELECT * EXCLUDE (shift_date) REPLACE (CASE WHEN $by = 'shift' THEN shift_date ELSE local_date END AS local_date)
FROM (
    SELECT unnest(
        from_json($cut_rates::VARCHAR, '[{
            "equipment_code": "VARCHAR", "part_id": "BIGINT", "part_code": "VARCHAR", "supplier_id": "BIGINT",
            "supplier_name": "VARCHAR", "location_id": "BIGINT", "location_name": "VARCHAR", "local_date": "DATE",
            "shift_date": "DATE", "shift": "VARCHAR", "bucket_start_utc": "TIMESTAMP", "bucket_start_local": "TIMESTAMP",
            "latest": "TIMESTAMP", "shots": "BIGINT", "normal_shots": "BIGINT", "slow_shots": "BIGINT", "fast_shots": "BIGINT",
            "stop_shots": "BIGINT", "parts": "BIGINT", "run_time_us": "BIGINT", "production_time_us": "BIGINT",
            "downtime_us": "BIGINT", "doubtful_us": "BIGINT", "stops": "BIGINT", "micro_stops": "BIGINT",
            "speed_loss_us": "BIGINT", "speed_gain_us": "BIGINT", "ct_us": "BIGINT", "quality_score": "DOUBLE",
            "imputed_shots": "BIGINT", "imputed_parts": "BIGINT", "planned_run_us": "BIGINT", "planned_production_us": "BIGINT",
            "ideal_us": "BIGINT", "ideal_production_us": "BIGINT"
        }]'),
        recursive := TRUE
    )
)
