-- The tools in the window, with what they were last seen as, and their cycle
-- times beside the approved ones.
SELECT
    equipment_code,
    arg_max(part_id, (latest, part_id)) AS part_id,
    arg_max(part_code, (latest, part_id)) AS part_code,
    arg_max(location_id, (latest, location_id)) AS location_id,
    arg_max(location_name, (latest, location_id)) AS location_name,
    arg_max(supplier_id, (latest, supplier_id)) AS supplier_id,
    arg_max(supplier_name, (latest, supplier_id)) AS supplier_name,
    arg_max(approved_us, latest) AS approved_us,
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
GROUP BY equipment_code
ORDER BY downtime_us DESC, equipment_code
