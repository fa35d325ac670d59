SELECT * FROM slow_cycle
UNION ALL SELECT * FROM drift
UNION ALL SELECT * FROM unstable
UNION ALL SELECT * FROM stops
UNION ALL SELECT * FROM micro_stops
UNION ALL SELECT * FROM approved_ct_wrong
UNION ALL SELECT * FROM supplier_gap
UNION ALL SELECT * FROM end_of_life
UNION ALL SELECT * FROM bad_data
UNION ALL SELECT * FROM unjudged
ORDER BY equipment_code, rule
