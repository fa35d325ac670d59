-- One row for each key of the grouping $by. Names belong to an id; where they
-- changed, the latest one stands. Money is that of sums with one rate: by piece it
-- took as long as all the rest.
SELECT
    equipment_code,
    part_id,
    MAX(part).name AS part_code,
    supplier_id,
    MAX(supplier).name AS supplier_name,
    location_id,
    MAX(location).name AS location_name,
    local_date,
    iso_year,
    iso_week,
    year,
    month,
    shift,
    bucket_start_utc,
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
    CASE
        WHEN SUM(shots) > 0
        THEN SUM(CASE $view::VARCHAR WHEN 'cost' THEN loss_us ELSE CAST(lost_parts * 1000000000 AS HUGEINT) END * rate) / $unit::DOUBLE
    END AS loss,
    CASE
        WHEN SUM(shots) > 0
        THEN SUM(CASE $view::VARCHAR WHEN 'cost' THEN gain_us ELSE CAST(gained_parts * 1000000000 AS HUGEINT) END * rate) / $unit::DOUBLE
    END AS gain,
    SUM(CASE $view::VARCHAR WHEN 'cost' THEN downtime_us ELSE CAST(downtime_parts * 1000000000 AS HUGEINT) END * rate) / $unit::DOUBLE AS downtime,
    CASE WHEN COUNT(DISTINCT rate) = 1 THEN MIN(rate) / 1000000 END::DOUBLE AS rate,
    array_to_string(list_sort(list_distinct(string_split(string_agg(DISTINCT sources, ', '), ', '))), ', ') AS rate_source
FROM (
    SELECT
        CASE WHEN $by = 'tool' THEN equipment_code END AS equipment_code,
        CASE WHEN $by = 'part' THEN part_id END AS part_id,
        CASE WHEN $by = 'part' THEN MAX({'latest': latest, 'name': part_code}) FILTER (WHERE part_code IS NOT NULL) END AS part,
        CASE WHEN $by = 'supplier' THEN supplier_id END AS supplier_id,
        CASE WHEN $by = 'supplier' THEN MAX({'latest': latest, 'name': supplier_name}) FILTER (WHERE supplier_name IS NOT NULL) END AS supplier,
        CASE WHEN $by = 'location' THEN location_id END AS location_id,
        CASE WHEN $by = 'location' THEN MAX({'latest': latest, 'name': location_name}) FILTER (WHERE location_name IS NOT NULL) END AS location,
        CASE WHEN $by IN ('day', 'shift') THEN local_date END AS local_date,
        CASE WHEN $by = 'week' THEN isoyear(local_date) END AS iso_year,
        CASE WHEN $by = 'week' THEN week(local_date) END AS iso_week,
        CASE WHEN $by = 'month' THEN year(local_date) END AS year,
        CASE WHEN $by = 'month' THEN month(local_date) END AS month,
        CASE WHEN $by = 'shift' THEN shift END AS shift,
        CASE WHEN $by = 'hour' THEN bucket_start_utc END AS bucket_start_utc,
        rate,
        sources,
        SUM(shots) AS shots,
        SUM(loss_shots) AS loss_shots,
        SUM(gain_shots) AS gain_shots,
        SUM(on_target_shots) AS on_target_shots,
        SUM(shots_without_approved) AS shots_without_approved,
        SUM(loss_us) AS loss_us,
        SUM(gain_us) AS gain_us,
        SUM(ct_us) AS ct_us,
        SUM(approved_us) AS approved_us,
        SUM(production_time_us) AS production_time_us,
        SUM(downtime_us) AS downtime_us,
        SUM(lost_parts) AS lost_parts,
        SUM(gained_parts) AS gained_parts,
        SUM(downtime_parts) AS downtime_parts
    FROM priced
    GROUP BY ALL
)
GROUP BY ALL
ORDER BY ALL NULLS LAST
