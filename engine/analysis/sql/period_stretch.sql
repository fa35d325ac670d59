-- When the shots of each tool are made that count: those of the weeks, and of its
-- baselines. Two days more at either end, as clocks are apart and days begin late: of
-- the weeks and baselines themselves no shot is left out.
SELECT
    t.equipment_code,
    COALESCE(ANY_VALUE(k.from_date) - INTERVAL 2 DAY, '-infinity') AS from_utc,
    COALESCE(ANY_VALUE(k.to_date) + INTERVAL 2 DAY, 'infinity') AS to_utc,
    MIN(w.from_date) - INTERVAL 2 DAY AS base_from_utc,
    MAX(w.to_date) + INTERVAL 2 DAY AS base_to_utc
FROM tool_of_scope t
CROSS JOIN week k
LEFT JOIN asked_window w ON w.equipment_code = t.equipment_code
GROUP BY t.equipment_code
