-- When the shots of each set of decisions are made that count: those of the baseline of
-- its tool and part, of no week. Two days more at either end, as clocks are apart and
-- days begin late.
SELECT
    c.equipment_code,
    c.context_no,
    'infinity'::TIMESTAMP AS from_utc,
    'infinity'::TIMESTAMP AS to_utc,
    w.from_date - INTERVAL 2 DAY AS base_from_utc,
    w.to_date + INTERVAL 2 DAY AS base_to_utc
FROM asked_context c
JOIN asked_window w ON w.equipment_code = c.equipment_code AND w.part_id IS NOT DISTINCT FROM c.part_id
