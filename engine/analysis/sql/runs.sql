-- The runs themselves, newest first.
SELECT
    run_id,
    equipment_code,
    part_id,
    part_code,
    start_utc,
    end_utc,
    start_local,
    end_local,
    ref_ct,
    reference_method,
    shots,
    normal_shots,
    slow_shots,
    fast_shots,
    stop_shots,
    parts,
    run_time_us,
    production_time_us,
    downtime_us,
    doubtful_us,
    stops,
    micro_stops,
    speed_loss_us,
    speed_gain_us,
    ct_us,
    quality_score
FROM runs
ORDER BY start_utc DESC, equipment_code, run_id
LIMIT $limit
