-- model:   core.shot_context
-- grain:   one row per counter and set of decisions about its shots: what core.master_shot shows beside the measured values
-- key:     context_no
-- rebuild: sets are added, and go when they hold for no span any more
-- context_no         number of the set, in core.shot
-- counter_code       the counter, trimmed and upper case
-- decision           hash of the set, as in core.counter_period
-- equipment_code     the tool (mold) that made the shot
-- mold_id            ID of its row in MOLD
-- mapping_method     how the counter was mapped to the tool
-- part_id            part in force with most cavities
-- part_code          its code
-- part_name          its name
-- part_method        switched: by the latest switch; first_known: the first switch lies later
-- part_count         parts in force; more than 1 is a family mold, see core.master_shot_part
-- cavities           parts per shot
-- approved_ct        approved (contracted) cycle time at that time, s; NULL if missing or 0
-- tooling_type       TOOLING_TYPE of the tool
-- tooling_family     family by configured supplier or type, else 'Unknown'
-- supplier_id        ID of the supplier in COMPANY
-- supplier_name      its NAME
-- supplier_root      NAME of the topmost company above it
-- supplier_path      NAMEs from the root down to it, ' / ' between them
-- supplier_level     its depth below the root, root 0
-- supplier_category  by configured rule, else TIER, else COMPANY_TYPE, else 'Unclassified'
-- location_id        ID of the plant at that time
-- location_name      its NAME
-- time_zone          its IANA zone; 'UTC' where unknown
-- offset_us          local time minus UTC, µs
-- day_start_us       start of the production day after local midnight, µs
WITH period AS (
    SELECT p.*
    FROM core.counter_period p
    LEFT JOIN scope_context k ON k.counter_code = p.counter_code AND k.decision = p.decision
    WHERE p.equipment_code IS NOT NULL
      AND k.context_no IS NULL
    QUALIFY row_number() OVER (PARTITION BY p.counter_code, p.decision ORDER BY p.from_utc) = 1
)
SELECT
    CAST((SELECT coalesce(max(k.context_no), 0) FROM scope_context k)
        + row_number() OVER (ORDER BY equipment_code, counter_code, from_utc) AS INTEGER) AS context_no,
    counter_code,
    decision,
    equipment_code,
    mold_id,
    mapping_method,
    part_id,
    part_code,
    part_name,
    part_method,
    part_count,
    cavities,
    approved_ct,
    tooling_type,
    tooling_family,
    supplier_id,
    supplier_name,
    supplier_root,
    supplier_path,
    supplier_level,
    supplier_category,
    location_id,
    location_name,
    time_zone,
    offset_us,
    day_start_us
FROM period
