-- model: day_value
-- kind:  temp
-- grain: one row per tool, part, local production day in scope, measure and value: how many shots measured it
-- key:   equipment_code, part_id, local_date, measure, value
-- measure  ct (of shots that are not idle) or temperature (measured ones)
-- value    s or °C
-- The medians of days come from it: median() keeps each value of each day in
-- memory, and took 1.2 GB at 50 M shots. Values lie on the counters' 0.1 s and
-- 0.1 °C, so each is counted alone: pairs of them are nearly as many as shots.
WITH context AS (
    SELECT
        c.context_no,
        c.equipment_code,
        c.part_id,
        c.offset_us,
        c.day_start_us
    FROM core.shot_context c
    SEMI JOIN scope_quality_day d ON d.equipment_code = c.equipment_code
),
measured AS (
    SELECT
        s.context_no,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
        CASE WHEN ct_key(s.ct) < 999900 THEN s.ct END AS ct,
        s.temperature
    FROM core.shot s
    JOIN (SELECT DISTINCT u.utc_day FROM scope_quality_utc_day u) AS n ON n.utc_day = s.utc_day
    JOIN context c ON c.context_no = s.context_no
),
counted AS (
    SELECT
        context_no,
        local_date,
        CASE WHEN grouping(ct) = 0 THEN 'ct' ELSE 'temperature' END AS measure,
        coalesce(ct, temperature) AS value,
        count(*) AS shots
    FROM measured
    GROUP BY GROUPING SETS ((context_no, local_date, ct), (context_no, local_date, temperature))
)
SELECT
    c.equipment_code,
    c.part_id,
    n.local_date,
    n.measure,
    n.value,
    CAST(sum(n.shots) AS BIGINT) AS shots
FROM counted n
JOIN context c ON c.context_no = n.context_no
SEMI JOIN scope_quality_day d ON d.equipment_code = c.equipment_code AND d.local_date = n.local_date
WHERE n.value IS NOT NULL
GROUP BY c.equipment_code, c.part_id, n.local_date, n.measure, n.value
