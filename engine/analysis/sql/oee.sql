-- One row for each key of the grouping $by, as in answer.sql, and for each that
-- has planned time alone; one of scrap alone is none.
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
    SUM(planned_us)::BIGINT AS planned_us,
    SUM(planned_production_us)::BIGINT AS planned_production_us,
    SUM(ideal_us)::BIGINT AS ideal_us,
    SUM(ideal_production_us)::BIGINT AS ideal_production_us,
    SUM(produced_parts)::BIGINT AS produced_parts,
    SUM(rejected_parts)::BIGINT AS rejected_parts
FROM oee_piece
GROUP BY ALL
HAVING bool_or(produced_parts = 0)
ORDER BY ALL NULLS LAST
