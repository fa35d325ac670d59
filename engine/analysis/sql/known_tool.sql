-- Every tool that is mirrored or has shots, as it was last seen.
WITH seen AS (
    SELECT
        equipment_code,
        arg_max(
            struct_pack(
                part_id := part_id, part_code := part_code,
                location_id := location_id, location_name := location_name,
                supplier_id := supplier_id, supplier_name := supplier_name
            ),
            (local_date, shots > 0, part_id)
        ) AS latest
    FROM mart.run_rate_day
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
    GROUP BY equipment_code
),
mirrored AS (
    SELECT
        UPPER(TRIM(m.equipment_code)) AS equipment_code,
        arg_min(m.location_id, m.id) AS location_id,
        arg_min(TRIM(l.name), m.id) AS location_name,
        arg_min(m.supplier_company_id, m.id) AS supplier_id,
        arg_min(TRIM(c.name), m.id) AS supplier_name
    FROM raw.mold m
    LEFT JOIN raw.location l ON l.id = m.location_id
    LEFT JOIN raw.company c ON c.id = m.supplier_company_id
    WHERE TRIM(m.equipment_code) <> ''
    GROUP BY ALL
),
tool AS (
    SELECT
        COALESCE(s.equipment_code, m.equipment_code) AS equipment_code,
        s.latest.part_id AS part_id,
        s.latest.part_code AS part_code,
        CASE WHEN s.latest IS NULL THEN m.location_id ELSE s.latest.location_id END AS location_id,
        CASE WHEN s.latest IS NULL THEN m.location_name ELSE s.latest.location_name END AS location_name,
        CASE WHEN s.latest IS NULL THEN m.supplier_id ELSE s.latest.supplier_id END AS supplier_id,
        CASE WHEN s.latest IS NULL THEN m.supplier_name ELSE s.latest.supplier_name END AS supplier_name
    FROM seen s
    FULL JOIN mirrored m ON m.equipment_code = s.equipment_code
)
SELECT *
FROM tool
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
