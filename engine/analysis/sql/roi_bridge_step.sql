-- The steps from what was possible to what was made: hours and parts as in
-- mart.run_bridge, losses below 0. 1 is what closes the bridge; 7 is scrap, NULL where
-- none is counted.
SELECT
    equipment_code,
    rate,
    unnest([
        {'place': 2, 'h': -exact_ratio(stop_us, 3600000000), 'parts': -stop_cycles * cavities},
        {'place': 3, 'h': -exact_ratio(micro_stop_us, 3600000000), 'parts': -micro_stop_cycles * cavities},
        {'place': 4, 'h': -exact_ratio(slow_us, 3600000000), 'parts': -slow_cycles * cavities},
        {'place': 5, 'h': exact_ratio(fast_us, 3600000000), 'parts': fast_cycles * cavities},
        {
            'place': 6,
            'h': exact_ratio(cavity_us, 3600000000 * cavities) - exact_ratio(approved_us, 3600000000),
            'parts': CAST(parts - shots * cavities AS DECIMAL(38, 9))
        },
        {'place': 7, 'h': CAST(-scrap_h AS DECIMAL(38, 9)), 'parts': CAST(-scrap_parts AS DECIMAL(38, 9))},
        {
            'place': 8,
            'h': exact_ratio(cavity_us, 3600000000 * cavities) - CAST(COALESCE(scrap_h, 0) AS DECIMAL(38, 9)),
            'parts': CAST(parts - COALESCE(scrap_parts, 0) AS DECIMAL(38, 9))
        }
    ], recursive := TRUE)
FROM bridge_sum
