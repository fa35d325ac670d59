-- model:   mart.data_deviation
-- grain:   one row per tool, local production day and level: how far it is from the days before
-- key:     equipment_code, local_date, level
-- rebuild: tools with a changed day in mart.data_level, from that day on to 28 days after it
-- equipment_code  the tool
-- local_date      local production day
-- level           shots, missing, duplicates, quarantine, late, ct or temperature
-- value           level of the day, as in mart.data_level
-- usual           median of the days before
-- spread          1.4826 × their median distance from it: a standard deviation, if they were normal. The distance counts as one
--     step of the level at least: 0.1 s, 0.1 °C, of shares 0.001 or one item of that day, of shots a sixth of what is usual
-- z               (value - usual) / spread
-- days            how many days before it is compared with: those of the previous 28 with shots of the same class (Monday to
--     Friday, weekend), or all of them where that class has fewer than 5; with fewer than 5 in all there is no row
WITH known AS (
    SELECT
        v.*,
        CASE WHEN isodow(v.local_date) >= 6 THEN 1 ELSE 0 END AS class,
        greatest(0.001, 1 / v.items) AS share_step
    FROM mart.data_level v
    JOIN (
        SELECT equipment_code, min(local_date) AS from_date, max(local_date) AS to_date
        FROM scope_deviation_day
        GROUP BY equipment_code
    ) d
      ON d.equipment_code = v.equipment_code
     AND v.local_date BETWEEN d.from_date - 28 AND d.to_date
),
level AS (
    SELECT equipment_code, local_date, class, 'shots' AS level, shots_per_hour AS value, 1.0 AS step FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'missing', missing_share, share_step FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'duplicates', duplicate_share, share_step FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'quarantine', quarantine_share, share_step FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'late', late_share, share_step FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'ct', median_ct, 0.1 FROM known
    UNION ALL
    SELECT equipment_code, local_date, class, 'temperature', median_temperature, 0.1 FROM known
),
compared AS (
    -- mad, the median absolute deviation, is DuckDB's own.
    SELECT
        a.equipment_code,
        a.local_date,
        a.level,
        a.value,
        CAST(a.step AS DOUBLE) AS step,
        count(*) AS days,
        count(CASE WHEN b.class = a.class THEN 1 END) AS class_days,
        median(b.value) AS usual,
        mad(b.value) AS distance,
        median(CASE WHEN b.class = a.class THEN b.value END) AS class_usual,
        mad(CASE WHEN b.class = a.class THEN b.value END) AS class_distance
    FROM level a
    SEMI JOIN scope_deviation_day d ON d.equipment_code = a.equipment_code AND d.local_date = a.local_date
    JOIN level b
      ON b.equipment_code = a.equipment_code
     AND b.level = a.level
     AND b.local_date BETWEEN a.local_date - 28 AND a.local_date - 1
    WHERE a.value IS NOT NULL
      AND b.value IS NOT NULL
    GROUP BY a.equipment_code, a.local_date, a.level, a.value, a.step
),
chosen AS (
    SELECT
        equipment_code,
        local_date,
        level,
        value,
        CASE WHEN class_days >= 5 THEN class_usual ELSE usual END AS usual,
        1.4826 * greatest(
            step,
            CASE WHEN class_days >= 5 THEN class_distance ELSE distance END,
            -- Stops explain every pace between none and twice the usual one.
            CASE WHEN level = 'shots' THEN (CASE WHEN class_days >= 5 THEN class_usual ELSE usual END) / 6 END) AS spread,
        CASE WHEN class_days >= 5 THEN class_days ELSE days END AS days
    FROM compared
    WHERE days >= 5
)
SELECT
    equipment_code,
    local_date,
    CAST(level AS ENUM('shots', 'missing', 'duplicates', 'quarantine', 'late', 'ct', 'temperature')) AS level,
    value,
    usual,
    spread,
    (value - usual) / spread AS z,
    days
FROM chosen
