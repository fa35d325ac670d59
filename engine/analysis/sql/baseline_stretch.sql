-- When the shots of each tool are made that count: those of its baselines, of no week.
-- Two days more at either end, as clocks are apart and days begin late.
SELECT
    equipment_code,
    'infinity'::TIMESTAMP AS from_utc,
    'infinity'::TIMESTAMP AS to_utc,
    MIN(from_date) - INTERVAL 2 DAY AS base_from_utc,
    MAX(to_date) + INTERVAL 2 DAY AS base_to_utc
FROM asked_window
GROUP BY equipment_code
