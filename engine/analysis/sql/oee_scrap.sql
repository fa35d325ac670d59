-- Scrap counts of the tools' production days at places with a plan. A count that
-- cannot be, more rejects than parts or less than none, is left out.
WITH placed AS (
    SELECT
        d.equipment_code,
        d.local_date,
        arg_max(
            struct_pack(
                supplier_id := d.supplier_id, supplier_name := d.supplier_name,
                location_id := d.location_id, location_name := d.location_name
            ),
            (d.shots, d.part_id)
        ) AS at
    FROM mart.run_rate_day d
    WHERE ($from_date::DATE IS NULL OR d.local_date >= $from_date::DATE)
        AND ($to_date::DATE IS NULL OR d.local_date < $to_date::DATE)
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], d.equipment_code))
    GROUP BY d.equipment_code, d.local_date
),
counted AS (
    SELECT
        code_key(m.equipment_code) AS equipment_code,
        p.part_id,
        p.day AS local_date,
        p.total_produced_amount AS produced_parts,
        p.total_rejected_amount AS rejected_parts
    FROM raw.produced_part p
    JOIN raw.mold m ON m.id = p.mold_id
    WHERE p.total_produced_amount > 0
        AND p.total_rejected_amount BETWEEN 0 AND p.total_produced_amount
)
SELECT
    c.equipment_code,
    c.part_id,
    r.part_code,
    p.at.supplier_id AS supplier_id,
    p.at.supplier_name AS supplier_name,
    p.at.location_id AS location_id,
    p.at.location_name AS location_name,
    c.local_date,
    c.produced_parts,
    c.rejected_parts
FROM counted c
JOIN placed p ON p.equipment_code = c.equipment_code AND p.local_date = c.local_date
LEFT JOIN core.setting_calendar s ON s.location_id = p.at.location_id
SEMI JOIN plan n ON n.location_id IS NOT DISTINCT FROM s.location_id
LEFT JOIN raw.part r ON r.id = c.part_id
WHERE $is_by_day
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], c.part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], p.at.supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], p.at.location_id))
