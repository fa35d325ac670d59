-- Planned time without a run (idle_piece), in hours, in parts at the pace that was
-- approved last with all nominal cavities, and in money, as in roi_bridge.sql; tools
-- and parts that never had an approved cycle time are left out, as in all steps.
WITH lately AS (
    SELECT
        equipment_code,
        part_id,
        arg_max(approved_us / shots, local_date) AS approved_us
    FROM mart.roi_tool_day
    WHERE shots > 0
    GROUP BY equipment_code, part_id
)
SELECT
    i.equipment_code,
    SUM(exact_ratio(i.idle_us, 3600000000)) AS h,
    SUM(CAST(i.idle_us / l.approved_us * n.cavities AS DECIMAL(38, 9))) AS parts,
    SUM(CASE $view::VARCHAR
        WHEN 'cost' THEN CAST(exact_ratio(i.idle_us, 3600000000) * 1000000000 AS HUGEINT)
        ELSE CAST(i.idle_us / l.approved_us * n.cavities * 1000000000 AS HUGEINT)
    END * r.rate) AS money
FROM idle_piece i
JOIN lately l ON l.equipment_code = i.equipment_code AND l.part_id IS NOT DISTINCT FROM i.part_id
JOIN (SELECT DISTINCT equipment_code, nominal_cavities AS cavities FROM mart.run_bridge) n ON n.equipment_code = i.equipment_code
JOIN rate r
    ON r.equipment_code = i.equipment_code
    AND r.part_id IS NOT DISTINCT FROM i.part_id
    AND r.part_code IS NOT DISTINCT FROM i.part_code
    AND r.location_id IS NOT DISTINCT FROM i.location_id
    AND r.supplier_id IS NOT DISTINCT FROM i.supplier_id
GROUP BY i.equipment_code
