-- When the shots of each set of decisions are made that count: those of the weeks, and
-- of the baseline of its tool and part. Two days more at either end, as clocks are apart
-- and days begin late: of the weeks and baselines themselves no shot is left out.
SELECT
    c.equipment_code,
    c.context_no,
    COALESCE(k.from_date - INTERVAL 2 DAY, '-infinity') AS from_utc,
    COALESCE(k.to_date + INTERVAL 2 DAY, 'infinity') AS to_utc,
    w.from_date - INTERVAL 2 DAY AS base_from_utc,
    w.to_date + INTERVAL 2 DAY AS base_to_utc
FROM asked_context c
CROSS JOIN week k
LEFT JOIN asked_window w ON w.equipment_code = c.equipment_code AND w.part_id IS NOT DISTINCT FROM c.part_id
