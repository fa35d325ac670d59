-- model:   mart.process_day
-- grain:   one row per tool, part, local production day and measure: what its shots measured on that day
-- key:     equipment_code, part_id, local_date, measure
-- rebuild: the days that mart.data_quality_day rebuilds
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- local_date      local production day
-- measure         ct (of shots that are not idle) or temperature (measured ones)
-- shots           values
-- median          middle value, of two the point half way, s or °C
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
-- From counts of equal values, as in mart.data_level.
counted AS (
    SELECT
        context_no,
        local_date,
        CASE WHEN grouping(ct) = 0 THEN 'ct' ELSE 'temperature' END AS measure,
        coalesce(ct, temperature) AS value,
        count(*) AS shots
    FROM measured
    GROUP BY GROUPING SETS ((context_no, local_date, ct), (context_no, local_date, temperature))
),
known AS (
    SELECT
        c.equipment_code,
        c.part_id,
        n.local_date,
        n.measure,
        n.value,
        sum(n.shots) AS shots
    FROM counted n
    JOIN context c ON c.context_no = n.context_no
    SEMI JOIN scope_quality_day d ON d.equipment_code = c.equipment_code AND d.local_date = n.local_date
    WHERE n.value IS NOT NULL
    GROUP BY c.equipment_code, c.part_id, n.local_date, n.measure, n.value
),
place AS (
    SELECT
        k.*,
        sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure ORDER BY k.value) AS up_to,
        sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure) AS total
    FROM known k
),
middle AS (
    SELECT
        equipment_code,
        part_id,
        local_date,
        measure,
        sum(shots) AS shots,
        min(CASE WHEN up_to >= (total + 1) // 2 THEN value END) AS low,
        min(CASE WHEN up_to >= total // 2 + 1 THEN value END) AS high
    FROM place
    GROUP BY equipment_code, part_id, local_date, measure
)
SELECT
    equipment_code,
    part_id,
    local_date,
    CAST(measure AS ENUM('ct', 'temperature')) AS measure,
    CAST(shots AS BIGINT) AS shots,
    low + (high - low) * 0.5 AS median
FROM middle
ORDER BY equipment_code, local_date, part_id, measure
