-- model: rate_target
-- kind:  temp
-- grain: one row per kind of shots with an approved cycle time: what is on target
-- key:   kind_no
-- on_target_from_us  a ct from here to on_target_to_us is on target, µs: no further from the approved one than the tolerance
-- The entries that concern a kind; the nearest wins, of equally near ones the
-- last one.
WITH tolerance AS (
    SELECT
        k.kind_no,
        any_value(k.approved_us) AS approved_us,
        CAST(round(1000000 * max_by(
            e.tolerance,
            (CASE
                WHEN e.part_code IS NOT NULL THEN 4
                WHEN e.equipment_code IS NOT NULL THEN 3
                WHEN e.location_id IS NOT NULL THEN 2
                WHEN e.company_id IS NOT NULL THEN 1
                ELSE 0
            END) * 1000000 + e.place)) AS BIGINT) AS tolerance_ppm
    FROM rate_kind k
    JOIN core.setting_roi e
      ON (e.part_code IS NULL OR e.part_code = k.part_code)
     AND (e.equipment_code IS NULL OR e.equipment_code = k.equipment_code)
     AND (e.location_id IS NULL OR e.location_id = k.location_id)
     AND (e.company_id IS NULL OR e.company_id = k.supplier_id)
    WHERE k.approved_us IS NOT NULL
    GROUP BY k.kind_no
)
SELECT
    kind_no,
    approved_us,
    (approved_us * (1000000 - tolerance_ppm) + 999999) // 1000000 AS on_target_from_us,
    approved_us * (1000000 + tolerance_ppm) // 1000000 AS on_target_to_us
FROM tolerance
