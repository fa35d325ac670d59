-- One row for each key of the grouping $by. Names belong to an id; where they
-- changed, the latest one stands.
SELECT
    CASE WHEN $by = 'tool' THEN equipment_code END AS equipment_code,
    CASE WHEN $by = 'part' THEN part_id END AS part_id,
    CASE WHEN $by = 'part' THEN arg_max(part_code, (latest, part_code)) END AS part_code,
    CASE WHEN $by = 'supplier' THEN supplier_id END AS supplier_id,
    CASE WHEN $by = 'supplier' THEN arg_max(supplier_name, (latest, supplier_name)) END AS supplier_name,
    CASE WHEN $by = 'location' THEN location_id END AS location_id,
    CASE WHEN $by = 'location' THEN arg_max(location_name, (latest, location_name)) END AS location_name,
    CASE WHEN $by IN ('day', 'shift') THEN local_date END AS local_date,
    CASE WHEN $by = 'week' THEN isoyear(local_date) END AS iso_year,
    CASE WHEN $by = 'week' THEN week(local_date) END AS iso_week,
    CASE WHEN $by = 'month' THEN year(local_date) END AS year,
    CASE WHEN $by = 'month' THEN month(local_date) END AS month,
    CASE WHEN $by = 'shift' THEN shift END AS shift,
    CASE WHEN $by = 'hour' THEN bucket_start_utc END AS bucket_start_utc,
    SUM(shots)::BIGINT AS shots,
    SUM(normal_shots)::BIGINT AS normal_shots,
    SUM(slow_shots)::BIGINT AS slow_shots,
    SUM(fast_shots)::BIGINT AS fast_shots,
    SUM(stop_shots)::BIGINT AS stop_shots,
    SUM(parts)::BIGINT AS parts,
    SUM(run_time_us)::BIGINT AS run_time_us,
    SUM(production_time_us)::BIGINT AS production_time_us,
    SUM(downtime_us)::BIGINT AS downtime_us,
    SUM(doubtful_us)::BIGINT AS doubtful_us,
    SUM(stops)::BIGINT AS stops,
    SUM(micro_stops)::BIGINT AS micro_stops,
    SUM(speed_loss_us)::BIGINT AS speed_loss_us,
    SUM(speed_gain_us)::BIGINT AS speed_gain_us,
    SUM(ct_us)::BIGINT AS ct_us,
    -- Scores are whole numbers, so their sum is too: no order of adding shows.
    SUM(ROUND(quality_score * shots)::BIGINT)::BIGINT::DOUBLE / NULLIF(SUM(shots)::BIGINT, 0) AS quality_score,
    SUM(imputed_shots)::BIGINT AS imputed_shots,
    SUM(imputed_parts)::BIGINT AS imputed_parts
FROM pieces
GROUP BY ALL
ORDER BY ALL NULLS LAST
