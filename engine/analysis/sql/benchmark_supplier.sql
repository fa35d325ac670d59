-- Suppliers, of all that is listed; medians, so that no single tool decides, and no
-- order of adding shows.
SELECT
    supplier_id,
    MAX(supplier_name) AS supplier_name,
    COUNT(DISTINCT equipment_code) AS tools,
    COUNT(score_rank) AS ranked,
    COUNT(*) FILTER (WHERE score_percentile = 100) AS firsts,
    SUM(shots)::BIGINT AS shots,
    MEDIAN(performance_score) AS performance_score,
    MEDIAN(score_percentile) AS score_percentile,
    SUM(ct_us)::BIGINT AS ct_us,
    SUM(approved_us)::BIGINT AS approved_us,
    SUM(normal_shots)::BIGINT AS normal_shots,
    SUM(production_time_us)::BIGINT AS production_time_us,
    SUM(run_time_us)::BIGINT AS run_time_us
FROM listed
GROUP BY supplier_id
