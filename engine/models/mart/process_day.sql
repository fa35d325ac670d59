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
-- mean            mean, s or °C
-- deviation       standard deviation of the sample, s or °C; NULL under two values
-- lowest          lowest value, s or °C
-- p05             5th percentile, linear between neighbours, s or °C
-- p95             95th percentile, s or °C
-- highest         highest value, s or °C
-- mode            most frequent ct on a grid of 0.1 s, half up; of equal ones the shortest, s; NULL of temperatures, like all that follow
-- normal_shots    shots beside the mode of their own day, by the tolerance and the stop factor of the run rate: within the tolerance; what
--     came later cannot change it, as it does the reference of a run
-- slow_shots      slower, up to the stop factor
-- fast_shots      faster
-- long_shots      longer than the stop factor allows: they hide a stop
-- cycle_us        sum of ct, of long shots the mode in its place, µs
WITH place AS (
    SELECT
        k.*,
        CAST(round(k.value * 1000000) AS BIGINT) AS micro,
        CAST(sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure ORDER BY k.value) AS BIGINT) AS up_to,
        CAST(sum(k.shots) OVER (PARTITION BY k.equipment_code, k.part_id, k.local_date, k.measure) AS BIGINT) AS total,
        CASE WHEN k.measure = 'ct' THEN (CAST(round(k.value * 1000000) AS BIGINT) + 50000) // 100000 END AS tenth
    FROM day_value k
),
tenths AS (
    SELECT
        p.*,
        CAST(sum(p.shots) OVER (PARTITION BY p.equipment_code, p.part_id, p.local_date, p.measure, p.tenth) AS BIGINT) AS alike
    FROM place p
),
referred AS (
    SELECT
        t.*,
        -- The most shots, and of equal ones the least tenth, as one number: no sort.
        100000 * floor_mod(-max(t.alike * 4294967296 - t.tenth) OVER (PARTITION BY t.equipment_code, t.part_id, t.local_date, t.measure), 4294967296) AS mode_us
    FROM tenths t
),
-- The nearest entry wins, of equally near ones the last in the configuration.
rule AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.local_date,
        CAST(round(1000000 * max_by(e.tolerance, nearness(e.part_code, e.equipment_code, e.location_id, e.place)) FILTER (WHERE e.tolerance IS NOT NULL)) AS BIGINT)
            AS tolerance_ppm,
        max_by(e.stop_factor, nearness(e.part_code, e.equipment_code, e.location_id, e.place)) FILTER (WHERE e.stop_factor IS NOT NULL) AS stop_factor
    FROM mart.run_rate_day d
    SEMI JOIN scope_quality_day q ON q.equipment_code = d.equipment_code AND q.local_date = d.local_date
    JOIN core.setting_run_rate e
      ON (e.part_code IS NULL OR e.part_code = d.part_code)
     AND (e.equipment_code IS NULL OR e.equipment_code = d.equipment_code)
     AND (e.location_id IS NULL OR e.location_id = d.location_id)
    GROUP BY d.equipment_code, d.part_id, d.local_date
),
judged AS (
    SELECT
        r.*,
        CASE
            WHEN r.measure <> 'ct' THEN NULL
            WHEN hides_stop(r.micro, r.mode_us, u.stop_factor) THEN 'long'
            WHEN (r.micro + 500) // 1000 > (r.mode_us * (1000000 + u.tolerance_ppm) + 500000000) // 1000000000 THEN 'slow'
            WHEN (r.micro + 500) // 1000 < (r.mode_us * (1000000 - u.tolerance_ppm) + 500000000) // 1000000000 THEN 'fast'
            ELSE 'normal'
        END AS class
    FROM referred r
    LEFT JOIN rule u ON u.equipment_code = r.equipment_code AND u.part_id IS NOT DISTINCT FROM r.part_id AND u.local_date = r.local_date
),
summed AS (
    SELECT
        equipment_code,
        part_id,
        local_date,
        measure,
        CAST(sum(shots) AS BIGINT) AS shots,
        min(CASE WHEN up_to >= (total + 1) // 2 THEN value END) AS low,
        min(CASE WHEN up_to >= total // 2 + 1 THEN value END) AS high,
        CAST(sum(shots * micro) AS HUGEINT) AS total_micro,
        sum(CAST(shots AS HUGEINT) * micro * micro) AS squares,
        min(micro) AS lowest,
        max(micro) AS highest,
        max(CASE WHEN holds_place(up_to, shots, (total - 1) * 5 // 100) THEN micro END) AS p05,
        max(CASE WHEN holds_place(up_to, shots, ((total - 1) * 5 + 99) // 100) THEN micro END) AS p05_next,
        max(CASE WHEN holds_place(up_to, shots, (total - 1) * 95 // 100) THEN micro END) AS p95,
        max(CASE WHEN holds_place(up_to, shots, ((total - 1) * 95 + 99) // 100) THEN micro END) AS p95_next,
        max(mode_us) AS mode_us,
        sum(CASE WHEN class = 'normal' THEN shots END) AS normal_shots,
        sum(CASE WHEN class = 'slow' THEN shots END) AS slow_shots,
        sum(CASE WHEN class = 'fast' THEN shots END) AS fast_shots,
        sum(CASE WHEN class = 'long' THEN shots END) AS long_shots,
        sum(CASE class WHEN 'long' THEN shots * mode_us WHEN 'slow' THEN shots * micro WHEN 'fast' THEN shots * micro WHEN 'normal' THEN shots * micro END) AS cycle_us
    FROM judged
    GROUP BY equipment_code, part_id, local_date, measure
)
SELECT
    equipment_code,
    part_id,
    local_date,
    CAST(measure AS ENUM('ct', 'temperature')) AS measure,
    shots,
    low + (high - low) * 0.5 AS median,
    CAST(total_micro AS DOUBLE) / shots / 1000000 AS mean,
    sample_deviation(shots, total_micro, squares) / 1000000 AS deviation,
    CAST(lowest AS DOUBLE) / 1000000 AS lowest,
    CAST(p05 * (100 - (shots - 1) * 5 % 100) + p05_next * ((shots - 1) * 5 % 100) AS DOUBLE) / 100000000 AS p05,
    CAST(p95 * (100 - (shots - 1) * 95 % 100) + p95_next * ((shots - 1) * 95 % 100) AS DOUBLE) / 100000000 AS p95,
    CAST(highest AS DOUBLE) / 1000000 AS highest,
    CAST(mode_us AS DOUBLE) / 1000000 AS mode,
    CASE WHEN measure = 'ct' THEN CAST(coalesce(normal_shots, 0) AS BIGINT) END AS normal_shots,
    CASE WHEN measure = 'ct' THEN CAST(coalesce(slow_shots, 0) AS BIGINT) END AS slow_shots,
    CASE WHEN measure = 'ct' THEN CAST(coalesce(fast_shots, 0) AS BIGINT) END AS fast_shots,
    CASE WHEN measure = 'ct' THEN CAST(coalesce(long_shots, 0) AS BIGINT) END AS long_shots,
    CAST(cycle_us AS BIGINT) AS cycle_us
FROM summed
ORDER BY equipment_code, local_date, part_id, measure
