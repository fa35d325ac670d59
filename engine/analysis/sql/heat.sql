-- A row for each tool and stretch of days up to $last, tools with the largest
-- loss first. level is -2 .. 3, from far below to far above what is expected;
-- NULL without a value.
SELECT
    t.equipment_code,
    t.location_name,
    t.loss_us,
    d.local_date,
    COALESCE(b.shots, 0) AS shots,
    b.value,
    CASE
        WHEN b.value IS NULL THEN NULL
        WHEN $figure::VARCHAR = 'deviation' THEN CASE
            WHEN b.value < -0.05 THEN -2
            WHEN b.value < -0.02 THEN -1
            WHEN b.value <= 0.02 THEN 0
            WHEN b.value <= 0.05 THEN 1
            WHEN b.value <= 0.10 THEN 2
            ELSE 3
        END
        WHEN $figure::VARCHAR = 'downtime' THEN CASE
            WHEN b.value <= 0.25 * $width::INTEGER THEN 0
            WHEN b.value <= 1 * $width::INTEGER THEN 1
            WHEN b.value <= 4 * $width::INTEGER THEN 2
            ELSE 3
        END
        WHEN $figure::VARCHAR = 'shots' THEN CASE
            WHEN b.value < 0.5 * t.usual THEN -2
            WHEN b.value < 0.8 * t.usual THEN -1
            WHEN b.value <= 1.25 * t.usual THEN 0
            WHEN b.value <= 1.5 * t.usual THEN 1
            ELSE 2
        END
        WHEN b.value >= $good::DOUBLE THEN 0
        WHEN b.value >= ($good::DOUBLE + $watch::DOUBLE) / 2 THEN 1
        WHEN b.value >= $watch::DOUBLE THEN 2
        ELSE 3
    END::INTEGER AS level,
    CASE
        WHEN b.shots > 0 THEN 'ran'
        WHEN l.equipment_code IS NOT NULL OR d.local_date > $mirrored::DATE THEN 'no data'
        WHEN b.run_time_us > 0 THEN 'stopped'
        ELSE 'did not run'
    END AS state
FROM (
    SELECT
        p.equipment_code,
        MAX(p.loss_us) AS loss_us,
        MAX(n.location_name) AS location_name,
        MEDIAN(v.value) AS usual
    FROM (SELECT equipment_code, SUM(downtime_us + speed_loss_us)::BIGINT AS loss_us FROM bin GROUP BY equipment_code) p
    JOIN bin_value v ON v.equipment_code = p.equipment_code
    LEFT JOIN (
        SELECT equipment_code, arg_max(location_name, latest) AS location_name
        FROM pieces
        GROUP BY equipment_code
    ) n ON n.equipment_code = p.equipment_code
    GROUP BY p.equipment_code
) t
CROSS JOIN (
    SELECT unnest(range($first::DATE, $last::DATE + 1, to_days($width::INTEGER)))::DATE AS local_date
) d
LEFT JOIN (
    SELECT v.*, b.run_time_us
    FROM bin_value v
    JOIN bin b ON b.equipment_code = v.equipment_code AND b.local_date = v.local_date
) b ON b.equipment_code = t.equipment_code AND b.local_date = d.local_date
LEFT JOIN (
    SELECT DISTINCT l.equipment_code, x.local_date
    FROM lost l
    JOIN (SELECT unnest(range($first::DATE, $last::DATE + 1, to_days($width::INTEGER)))::DATE AS local_date) x
        ON x.local_date > l.from_utc::DATE
        AND x.local_date < l.to_day
) l ON l.equipment_code = t.equipment_code AND l.local_date = d.local_date
ORDER BY t.loss_us DESC, t.equipment_code, d.local_date
