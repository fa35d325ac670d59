-- The steps from what was possible to what was made, of each piece: hours and
-- parts as in mart.loss_bridge, losses below 0. 1 is what closes the bridge, and
-- 7 is scrap, which no source tells.
SELECT
    p.equipment_code,
    p.rate,
    unnest([
        {'place': 2, 'h': -exact_ratio(p.stop_us, 3600000000), 'parts': -p.stop_cycles * n.cavities},
        {'place': 3, 'h': -exact_ratio(p.micro_stop_us, 3600000000), 'parts': -p.micro_stop_cycles * n.cavities},
        {'place': 4, 'h': -exact_ratio(p.slow_us, 3600000000), 'parts': -p.slow_cycles * n.cavities},
        {'place': 5, 'h': exact_ratio(p.fast_us, 3600000000), 'parts': p.fast_cycles * n.cavities},
        {
            'place': 6,
            'h': exact_ratio(p.bridge_cavity_us, 3600000000 * n.cavities) - exact_ratio(p.bridge_approved_us, 3600000000),
            'parts': CAST(p.bridge_parts - p.bridge_shots * n.cavities AS DECIMAL(38, 9))
        },
        {'place': 8, 'h': exact_ratio(p.bridge_cavity_us, 3600000000 * n.cavities), 'parts': CAST(p.bridge_parts AS DECIMAL(38, 9))}
    ], recursive := TRUE)
FROM priced p
JOIN (SELECT DISTINCT equipment_code, nominal_cavities AS cavities FROM mart.loss_bridge) n ON n.equipment_code = p.equipment_code
