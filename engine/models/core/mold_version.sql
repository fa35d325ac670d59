-- model: mold_version
-- kind:  temp
-- grain: one row per version of a mold that has an equipment code
-- key:   mold_id, from_utc
SELECT
    id AS mold_id,
    code_key(equipment_code) AS equipment_code,
    code_key(counter_code) AS counter_code,
    contracted_cycle_time,
    tooling_type,
    total_cavities,
    supplier_company_id,
    location_id,
    coalesce(valid_from, first_instant()) AS from_utc,
    coalesce(valid_to, last_instant()) AS to_utc
FROM raw.mold_history
WHERE code_key(equipment_code) IS NOT NULL
