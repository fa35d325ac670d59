-- Slower than the best supplier of the same part, both the supplier and its tool.
-- Whoever a filter leaves out is compared all the same. Tools that beat their
-- approved cycle time nearly always tell of that time, and are no yardstick. base
-- is the best supplier's deviation.
WITH tool AS (
    SELECT
        part_id,
        part_code,
        supplier_id,
        supplier_name,
        equipment_code,
        COUNT(DISTINCT local_date) AS days,
        SUM(shots)::BIGINT AS shots,
        SUM(gain_shots)::BIGINT AS gain_shots,
        SUM(ct_us)::DOUBLE AS ct_us,
        SUM(approved_us)::DOUBLE AS approved_us
    FROM mart.roi_tool_day
    WHERE shots > 0
        AND part_id IS NOT NULL
        AND supplier_id IS NOT NULL
        AND local_date >= $from_date::DATE
        AND local_date < $to_date::DATE
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    GROUP BY ALL
    HAVING SUM(shots) >= $least_shots::BIGINT
),
supplier AS (
    SELECT
        part_id,
        supplier_id,
        supplier_name,
        SUM(ct_us - approved_us) / SUM(approved_us) AS deviation,
        SUM(ct_us - approved_us) FILTER (WHERE gain_shots <= $gain_share::DOUBLE * shots)
            / SUM(approved_us) FILTER (WHERE gain_shots <= $gain_share::DOUBLE * shots) AS yardstick
    FROM tool
    GROUP BY ALL
),
best AS (
    SELECT part_id, supplier_id, supplier_name, yardstick
    FROM supplier
    WHERE yardstick IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY part_id ORDER BY yardstick, supplier_id) = 1
)
SELECT
    t.equipment_code,
    t.part_id,
    'supplier_gap' AS rule,
    'action' AS severity,
    t.days,
    t.shots,
    b.yardstick AS base,
    json_object(
        'part_code', t.part_code,
        'supplier_name', t.supplier_name,
        'weighted_ct_deviation', t.ct_us / t.approved_us - 1,
        'supplier_deviation', s.deviation,
        'best_supplier', b.supplier_name,
        'best_deviation', b.yardstick,
        'gap', t.ct_us / t.approved_us - 1 - b.yardstick
    )::VARCHAR AS facts
FROM tool t
JOIN supplier s ON s.part_id = t.part_id AND s.supplier_id = t.supplier_id
JOIN best b ON b.part_id = t.part_id AND b.supplier_id <> t.supplier_id
SEMI JOIN made m ON m.equipment_code = t.equipment_code
-- Differences of shares have a last digit of their own.
WHERE ROUND(s.deviation - b.yardstick, 9) > $supplier_gap::DOUBLE
    AND ROUND((t.ct_us - t.approved_us) / t.approved_us - b.yardstick, 9) > $supplier_gap::DOUBLE
QUALIFY ROW_NUMBER() OVER (PARTITION BY t.equipment_code ORDER BY (t.ct_us / t.approved_us - 1 - b.yardstick) * t.ct_us DESC, t.part_id) = 1
