-- What an hour and a part are worth, by all that an entry of the economics can
-- be limited to; of the entries that fit, the nearest that says something wins,
-- for each amount on its own. Amounts in millionths.
SELECT
    k.equipment_code,
    k.part_id,
    k.part_code,
    k.location_id,
    k.supplier_id,
    max_by(e.margin, e.nearness) FILTER (WHERE e.margin IS NOT NULL) AS margin,
    CASE $view::VARCHAR
        WHEN 'cost' THEN max_by(e.labour_rate, e.nearness) FILTER (WHERE e.labour_rate IS NOT NULL)
            + max_by(e.machine_rate, e.nearness) FILTER (WHERE e.machine_rate IS NOT NULL)
        ELSE max_by(e.margin, e.nearness) FILTER (WHERE e.margin IS NOT NULL)
    END AS rate,
    array_to_string(list_sort(list_distinct(CASE $view::VARCHAR
        WHEN 'cost' THEN [
            max_by(e.source, e.nearness) FILTER (WHERE e.labour_rate IS NOT NULL),
            max_by(e.source, e.nearness) FILTER (WHERE e.machine_rate IS NOT NULL)
        ]
        ELSE [max_by(e.source, e.nearness) FILTER (WHERE e.margin IS NOT NULL)]
    END)), ', ') AS sources,
    max_by(e.sold_out, e.nearness) FILTER (WHERE e.sold_out IS NOT NULL) AS sold_out,
    max_by(e.annual_hours, e.nearness) FILTER (WHERE e.annual_hours IS NOT NULL) AS annual_hours,
    max_by(e.discount_rate, e.nearness) FILTER (WHERE e.discount_rate IS NOT NULL) AS discount_rate,
    max_by(e.horizon_years, e.nearness) FILTER (WHERE e.horizon_years IS NOT NULL) AS horizon_years
FROM (
    SELECT DISTINCT equipment_code, part_id, part_code, location_id, supplier_id
    FROM pieces
) k
JOIN (
    SELECT unnest(
        from_json($rates::VARCHAR, '[{
            "nearness": "BIGINT", "source": "VARCHAR",
            "company": "BIGINT", "location": "BIGINT", "tool": "VARCHAR", "part": "VARCHAR",
            "labour_rate": "BIGINT", "machine_rate": "BIGINT", "margin": "BIGINT", "sold_out": "BOOLEAN",
            "annual_hours": "DOUBLE", "discount_rate": "DOUBLE", "horizon_years": "BIGINT"
        }]'),
        recursive := TRUE
    )
) e
    ON (e.company IS NULL OR e.company = k.supplier_id)
    AND (e.location IS NULL OR e.location = k.location_id)
    AND (e.tool IS NULL OR e.tool = k.equipment_code)
    AND (e.part IS NULL OR e.part = k.part_code)
GROUP BY ALL
