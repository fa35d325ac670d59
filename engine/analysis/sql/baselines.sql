-- The baselines of tools and parts, and beside each how many there are.
SELECT
    b.equipment_code,
    b.part_id,
    p.part_code,
    b.from_date,
    b.to_date,
    b.is_pinned,
    b.reason,
    b.shots,
    b.ct_median,
    b.ct_mad,
    b.ct_mean,
    b.ct_stddev,
    b.ct_mode,
    b.p05,
    b.p95,
    b.skewness,
    b.kurtosis,
    b.modes::BIGINT AS modes,
    b.temp_median,
    b.temp_mad,
    b.approved_ct,
    b.l1_below,
    b.l1_above,
    b.cp,
    b.cpk,
    b.pp,
    b.ppk,
    COUNT(*) OVER () AS all_processes,
    COUNT(*) FILTER (WHERE b.reason IS NULL) OVER () AS all_known
FROM mart.baba_baseline b
LEFT JOIN part p ON p.equipment_code = b.equipment_code AND p.part_id IS NOT DISTINCT FROM b.part_id
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], b.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], b.part_id))
    AND (($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL) OR b.equipment_code IN (SELECT equipment_code FROM tool_of_scope))
-- Those without one come first: they need somebody.
ORDER BY b.reason IS NULL, b.equipment_code, b.part_id NULLS FIRST
LIMIT $limit::BIGINT
