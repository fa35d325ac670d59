-- A row for each supplier and for each location, the largest loss first; names
-- belong to an id, and where they changed the latest one stands.
SELECT
    CASE WHEN GROUPING(supplier_id) = 0 THEN 'supplier' ELSE 'location' END AS board,
    CASE WHEN GROUPING(supplier_id) = 0 THEN supplier_id ELSE location_id END AS id,
    CASE
        WHEN GROUPING(supplier_id) = 0 THEN arg_max(supplier_name, (latest, supplier_name))
        ELSE arg_max(location_name, (latest, location_name))
    END AS name,
    COUNT(DISTINCT equipment_code) AS tools,
    COALESCE(SUM(compared_us), 0)::BIGINT AS compared_us,
    COALESCE(SUM(expected_us), 0)::BIGINT AS expected_us,
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
    SUM(ROUND(quality_score * shots)::BIGINT)::BIGINT::DOUBLE / NULLIF(SUM(shots)::BIGINT, 0) AS quality_score
FROM compared
GROUP BY GROUPING SETS ((supplier_id), (location_id))
ORDER BY SUM(compared.downtime_us + compared.speed_loss_us) DESC, name, id
