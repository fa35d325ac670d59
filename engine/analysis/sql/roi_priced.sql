-- The pieces with their money: whole numbers of which
-- $unit are one of the currency, so that no order of adding shows.
SELECT
    p.*,
    r.rate,
    r.sources,
    r.annual_hours,
    CASE $view::VARCHAR
        WHEN 'cost' THEN p.loss_us::HUGEINT * r.rate
        ELSE CAST(p.lost_parts * 1000000000 AS HUGEINT) * r.rate
    END AS loss,
    CASE $view::VARCHAR
        WHEN 'cost' THEN p.gain_us::HUGEINT * r.rate
        ELSE CAST(p.gained_parts * 1000000000 AS HUGEINT) * r.rate
    END AS gain,
    CASE $view::VARCHAR
        WHEN 'cost' THEN p.downtime_us::HUGEINT * r.rate
        ELSE CAST(p.downtime_parts * 1000000000 AS HUGEINT) * r.rate
    END AS downtime,
    -- What the cycles took longer than $target_us; its parts with the cavities of
    -- all shots of the piece.
    CASE $view::VARCHAR
        WHEN 'cost' THEN (p.ct_us - p.shots * $target_us::BIGINT)::HUGEINT * r.rate
        ELSE (p.ct_us - p.shots * $target_us::BIGINT)::HUGEINT * p.bridge_parts * 1000000000
            // ($target_us::BIGINT::HUGEINT * NULLIF(p.bridge_shots, 0)) * r.rate
    END AS saved
FROM pieces p
JOIN rate r
    ON r.equipment_code = p.equipment_code
    AND r.part_id IS NOT DISTINCT FROM p.part_id
    AND r.part_code IS NOT DISTINCT FROM p.part_code
    AND r.location_id IS NOT DISTINCT FROM p.location_id
    AND r.supplier_id IS NOT DISTINCT FROM p.supplier_id
