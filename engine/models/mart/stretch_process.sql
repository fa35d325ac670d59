-- model: stretch_process
-- kind:  temp
-- grain: one row per tool in scope and part, with the days that serve as its baseline
-- key:   process_no
-- process_no  stands for equipment_code and part_id
-- from_us     first day to work on, µs since 1970 of the tool's clock, which begins days at their start; like the three that follow
-- to_us       the day after the last one
-- base_from   first day of the baseline; NULL without one
-- base_to     first day after it
SELECT
    CAST(row_number() OVER (ORDER BY c.equipment_code, c.part_id) AS INTEGER) AS process_no,
    c.equipment_code,
    c.part_id,
    epoch_us(s.from_date) AS from_us,
    epoch_us(s.to_date) AS to_us,
    w.from_date AS base_from,
    w.to_date AS base_to,
    epoch_us(w.from_date) AS base_from_us,
    epoch_us(w.to_date) AS base_to_us
FROM (SELECT DISTINCT equipment_code, part_id FROM core.shot_context) AS c
JOIN scope_stretch s ON s.equipment_code = c.equipment_code
LEFT JOIN mart.baba_window w ON w.equipment_code = c.equipment_code AND w.part_id IS NOT DISTINCT FROM c.part_id
