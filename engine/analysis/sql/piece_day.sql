-- Pieces of whole local production days: the quickest source of an answer.
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
    NULL::TIMESTAMP AS bucket_start_local,
    local_date::TIMESTAMP AS latest,
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
    quality_score,
    imputed_shots,
    imputed_parts,
    planned_run_us,
    planned_production_us,
    ideal_us,
    ideal_production_us
FROM mart.run_rate_day
WHERE ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
