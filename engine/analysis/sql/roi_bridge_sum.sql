-- What the bridge is made of, by tool and what its hours or parts are worth. Scrap is
-- counted by production day: a window of instants has none.
SELECT
    p.equipment_code,
    p.rate,
    n.cavities,
    SUM(p.stop_us) AS stop_us,
    SUM(p.micro_stop_us) AS micro_stop_us,
    SUM(p.slow_us) AS slow_us,
    SUM(p.fast_us) AS fast_us,
    SUM(p.bridge_approved_us) AS approved_us,
    SUM(p.bridge_cavity_us) AS cavity_us,
    SUM(p.stop_cycles) AS stop_cycles,
    SUM(p.micro_stop_cycles) AS micro_stop_cycles,
    SUM(p.slow_cycles) AS slow_cycles,
    SUM(p.fast_cycles) AS fast_cycles,
    SUM(p.bridge_shots) AS shots,
    SUM(p.bridge_parts) AS parts,
    SUM(s.scrap_parts) AS scrap_parts,
    SUM(s.scrap_h) AS scrap_h
FROM priced p
JOIN (SELECT DISTINCT equipment_code, nominal_cavities AS cavities FROM mart.run_bridge) n ON n.equipment_code = p.equipment_code
LEFT JOIN (
    SELECT equipment_code, part_id, local_date, scrap_parts, scrap_h
    FROM mart.run_bridge
    WHERE scrap_parts IS NOT NULL AND $is_by_day
) s
    ON s.equipment_code = p.equipment_code
    AND s.part_id = p.part_id
    AND s.local_date = p.local_date
GROUP BY ALL
