-- model:   core.counter_period
-- grain:   one row per counter and span of time in which every decision about its shots is the same; all of time is covered
-- key:     counter_code, from_utc
-- rebuild: always, it is small; its differences make shots dirty
-- counter_code       the counter, trimmed and upper case
-- from_utc           start of the span; -infinity at the first one
-- to_utc             its end; infinity at the last one
-- equipment_code     the tool; NULL where the counter is not mapped
-- mold_id            ID of its row in MOLD
-- mapping_method     how the counter was mapped to the tool
-- part_id            part in force with most cavities
-- part_code          its code
-- part_name          its name
-- part_method        switched or first_known
-- part_count         parts in force; more than 1 is a family mold
-- family_parts       the parts of a family mold; NULL for others
-- cavities           parts per shot
-- approved_ct        approved cycle time, s; NULL if missing or 0
-- tooling_type       TOOLING_TYPE of the tool
-- tooling_family     family by configured supplier or type, else 'Unknown'
-- supplier_id        ID of the supplier in COMPANY
-- supplier_name      its NAME
-- supplier_root      NAME of the topmost company above it
-- supplier_path      NAMEs from the root down to it
-- supplier_level     its depth below the root, root 0
-- supplier_category  by configured rule, else TIER, else COMPANY_TYPE, else 'Unclassified'
-- location_id        ID of the plant
-- location_name      its NAME
-- time_zone          its IANA zone; 'UTC' where unknown
-- offset_us          local time minus UTC, µs
-- day_start_us       start of the production day after local midnight, µs
-- flags              the data quality flags that the span gives each of its shots
-- decision           hash of all columns from equipment_code on, to compare builds
WITH part AS (
    SELECT
        m.counter_code,
        greatest(m.from_utc, coalesce(p.from_utc, first_instant())) AS from_utc,
        least(m.to_utc, coalesce(p.to_utc, last_instant())) AS to_utc,
        p.equipment_code,
        CASE WHEN p.mold_id IS NOT NULL THEN m.mold_id END AS mold_id,
        CASE WHEN p.mold_id IS NOT NULL THEN m.mapping_method END AS mapping_method,
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
        coalesce(p.offset_us, 0) AS offset_us,
        coalesce(p.day_start_us, 0) AS day_start_us,
        CAST(CASE WHEN p.mold_id IS NOT NULL THEN m.flags + p.flags ELSE 0 END AS UINTEGER) AS flags
    FROM counter_mapping m
    LEFT JOIN mold_period p
      ON p.mold_id = m.mold_id AND p.from_utc < m.to_utc AND m.from_utc < p.to_utc
),
hashed AS (
    SELECT
        *,
        hash(
            equipment_code, mold_id, mapping_method, part_id, part_code, part_name, part_method, part_count,
            family_parts, cavities, approved_ct, tooling_type, tooling_family, supplier_id, supplier_name, supplier_root,
            supplier_path, supplier_level, supplier_category, location_id, location_name, time_zone, offset_us,
            day_start_us, flags) AS decision
    FROM part
),
started AS (
    SELECT
        *,
        lag(decision) OVER (PARTITION BY counter_code ORDER BY from_utc) IS DISTINCT FROM decision AS starts
    FROM hashed
)
SELECT
    counter_code,
    from_utc,
    coalesce(lead(from_utc) OVER (PARTITION BY counter_code ORDER BY from_utc), last_instant()) AS to_utc,
    equipment_code,
    mold_id,
    CAST(mapping_method AS ENUM('statistics', 'statistics_stale', 'backfill', 'counter', 'override')) AS mapping_method,
    part_id,
    part_code,
    part_name,
    part_method,
    CAST(part_count AS INTEGER) AS part_count,
    family_parts,
    cavities,
    approved_ct,
    tooling_type,
    tooling_family,
    supplier_id,
    supplier_name,
    supplier_root,
    supplier_path,
    CAST(supplier_level AS INTEGER) AS supplier_level,
    supplier_category,
    location_id,
    location_name,
    time_zone,
    offset_us,
    day_start_us,
    flags,
    decision
FROM started
WHERE starts
