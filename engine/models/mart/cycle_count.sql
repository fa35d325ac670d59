-- model:   mart.cycle_count
-- kind:    view
-- grain:   one row per set of decisions about shots (core.shot_context), local production day, measure and value: how many shots measured it
-- key:     context_no, local_date, measure, value
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- context_no      number of the set
-- local_date      local production day
-- measure         ct (of slow, fast and normal shots) or temperature (measured ones)
-- value           ms, rounded half up, or thousandths of 1 °C: whole numbers, so that no sum hangs on the order of threads
-- shots           shots with that value
SELECT
    c.equipment_code,
    c.part_id,
    s.context_no,
    local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
    'ct' AS measure,
    ct_key(s.ct) AS value,
    count(*) AS shots
FROM mart.shot_interval s
JOIN core.shot_context c ON c.equipment_code = s.equipment_code AND c.context_no = s.context_no
WHERE s.class IN ('normal', 'slow', 'fast')
GROUP BY c.equipment_code, c.part_id, s.context_no, local_day(s.shot_time_utc, c.offset_us, c.day_start_us), ct_key(s.ct)
UNION ALL
SELECT
    c.equipment_code,
    c.part_id,
    s.context_no,
    local_day(s.shot_time_utc, c.offset_us, c.day_start_us),
    'temperature',
    CAST(round(s.temperature * 1000) AS BIGINT),
    count(*)
FROM core.shot s
JOIN core.shot_context c ON c.context_no = s.context_no
WHERE s.temperature IS NOT NULL
GROUP BY c.equipment_code, c.part_id, s.context_no, local_day(s.shot_time_utc, c.offset_us, c.day_start_us), CAST(round(s.temperature * 1000) AS BIGINT)
