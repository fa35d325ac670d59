-- A page of the runs themselves.
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
ORDER BY
    CASE WHEN NOT $desc::BOOLEAN THEN
        CASE $sort::VARCHAR WHEN 'equipment_code' THEN equipment_code WHEN 'part_code' THEN part_code WHEN 'reference_method' THEN reference_method END
    END NULLS LAST,
    CASE WHEN $desc::BOOLEAN THEN
        CASE $sort::VARCHAR WHEN 'equipment_code' THEN equipment_code WHEN 'part_code' THEN part_code WHEN 'reference_method' THEN reference_method END
    END DESC NULLS LAST,
    CASE WHEN $desc::BOOLEAN THEN -1 ELSE 1 END
        * CASE $sort::VARCHAR
            WHEN 'start_utc' THEN epoch_us(start_utc)
            WHEN 'end_utc' THEN epoch_us(end_utc)
            WHEN 'ref_ct' THEN ref_ct
            WHEN 'shots' THEN shots
            WHEN 'efficiency' THEN normal_shots / NULLIF(shots, 0)
            WHEN 'stability' THEN production_time_us / NULLIF(run_time_us, 0)
            WHEN 'stops' THEN stops
            WHEN 'downtime_us' THEN downtime_us
            WHEN 'run_time_us' THEN run_time_us
        END NULLS LAST,
    start_utc DESC,
    equipment_code,
    run_id
LIMIT $limit
OFFSET $offset
