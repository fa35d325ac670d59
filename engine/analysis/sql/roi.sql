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
    SUM(loss_shots)::BIGINT AS loss_shots,
    SUM(gain_shots)::BIGINT AS gain_shots,
    SUM(on_target_shots)::BIGINT AS on_target_shots,
    SUM(shots_without_approved)::BIGINT AS shots_without_approved,
    SUM(loss_us)::BIGINT AS loss_us,
    SUM(gain_us)::BIGINT AS gain_us,
    SUM(ct_us)::BIGINT AS ct_us,
    SUM(approved_us)::BIGINT AS approved_us,
    SUM(production_time_us)::BIGINT AS production_time_us,
    SUM(downtime_us)::BIGINT AS downtime_us,
    SUM(lost_parts)::DOUBLE AS lost_parts,
    SUM(gained_parts)::DOUBLE AS gained_parts,
    SUM(downtime_parts)::DOUBLE AS downtime_parts,
    CASE WHEN SUM(shots) > 0 THEN SUM(loss) / $unit::DOUBLE END AS loss,
    CASE WHEN SUM(shots) > 0 THEN SUM(gain) / $unit::DOUBLE END AS gain,
    SUM(downtime) / $unit::DOUBLE AS downtime,
    CASE WHEN COUNT(DISTINCT rate) = 1 THEN MIN(rate) / 1000000 END::DOUBLE AS rate,
    array_to_string(list_sort(list_distinct(string_split(string_agg(DISTINCT sources, ', '), ', '))), ', ') AS rate_source
FROM priced
GROUP BY ALL
ORDER BY ALL NULLS LAST
