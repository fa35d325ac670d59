-- model: scope_period
-- kind:  temp
-- grain: one row per counter and UTC day of the chunk and period on that day, with the counter's last shot before the day
-- key:   period_no
SELECT
    row_number() OVER (ORDER BY p.equipment_code, p.counter_code, s.utc_day, p.from_utc) AS period_no,
    dense_rank() OVER (ORDER BY p.counter_code) AS counter_no,
    s.utc_day,
    e.before_utc,
    e.before_seq,
    p.counter_code,
    p.from_utc,
    p.to_utc,
    p.equipment_code,
    p.mold_id,
    p.mapping_method,
    p.part_id,
    p.part_code,
    p.part_name,
    p.part_method,
    p.part_count,
    p.family_parts,
    p.cavities,
    p.approved_ct,
    p.tooling_type,
    p.tooling_family,
    p.supplier_id,
    p.supplier_name,
    p.supplier_root,
    p.supplier_path,
    p.supplier_level,
    p.supplier_category,
    p.location_id,
    p.location_name,
    p.time_zone,
    p.offset_us,
    p.day_start_us,
    p.flags,
    quality_loss(p.flags) AS loss
FROM scope_counter_day s
JOIN core.counter_period p
  ON p.counter_code = s.counter_code
 AND p.from_utc < CAST(s.utc_day + 1 AS TIMESTAMP)
 AND p.to_utc > CAST(s.utc_day AS TIMESTAMP)
LEFT JOIN scope_before e ON e.counter_code = s.counter_code AND e.utc_day = s.utc_day
