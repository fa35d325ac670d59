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
WITH place AS (
    SELECT
        k.*,
        sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure ORDER BY k.value) AS up_to,
        sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure) AS total
    FROM day_value k
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
