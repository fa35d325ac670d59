-- What is known of the tools in [$lo, $hi): spans that may overlap. Hours in
-- which most shots were slow stand for slow running; $mirrored is until when the
-- mirror tells.
SELECT equipment_code, start_utc AS from_utc, end_utc AS to_utc, 'run' AS what, NULL::VARCHAR AS cause, 0 AS shots
FROM mart.run
WHERE list_contains($tools::VARCHAR[], equipment_code)
    AND end_utc > $lo::TIMESTAMP
    AND start_utc < $hi::TIMESTAMP
UNION ALL
-- A stop in which mostly shots are missing is no stop that anyone knows of.
SELECT
    s.equipment_code,
    s.start_utc,
    s.end_utc,
    CASE WHEN COALESCE(SUM(i.doubtful_us), 0) * 2 > s.downtime_us THEN 'doubtful' ELSE 'stop' END,
    s.kind,
    s.shots
FROM mart.stop s
LEFT JOIN (
    SELECT equipment_code, shot_time_utc, doubtful_us
    FROM mart.shot_interval
    WHERE doubtful_us > 0
        AND list_contains($tools::VARCHAR[], equipment_code)
        AND shot_time_utc >= $lo::TIMESTAMP - INTERVAL 2 DAY
        AND shot_time_utc < $hi::TIMESTAMP + INTERVAL 2 DAY
) i
    ON i.equipment_code = s.equipment_code
    AND i.shot_time_utc >= s.first_shot_utc
    AND i.shot_time_utc <= s.last_shot_utc
WHERE list_contains($tools::VARCHAR[], s.equipment_code)
    AND s.end_utc > $lo::TIMESTAMP
    AND s.start_utc < $hi::TIMESTAMP
GROUP BY s.stop_id, s.equipment_code, s.start_utc, s.end_utc, s.downtime_us, s.kind, s.shots
UNION ALL
SELECT
    equipment_code,
    slot_start_utc,
    LEAST(
        date_trunc('hour', slot_start_utc) + INTERVAL 1 HOUR,
        COALESCE(LEAD(slot_start_utc) OVER (PARTITION BY equipment_code ORDER BY slot_start_utc), 'infinity'::TIMESTAMP)
    ),
    CASE WHEN slow_shots * 2 > shots THEN 'slow' ELSE 'steady' END,
    NULL,
    0
FROM (
    SELECT
        equipment_code,
        slot_start_utc,
        SUM(shots) AS shots,
        SUM(slow_shots) AS slow_shots
    FROM mart.run_rate_slot
    WHERE list_contains($tools::VARCHAR[], equipment_code)
        AND slot_start_utc >= $lo::TIMESTAMP - INTERVAL 1 HOUR
        AND slot_start_utc < $hi::TIMESTAMP
    GROUP BY equipment_code, slot_start_utc
)
UNION ALL
-- The silence that goes on: at first a cycle like others, then a stop, until it
-- is long enough to end the run.
SELECT
    l.equipment_code,
    l.end_utc,
    $mirrored::TIMESTAMP,
    CASE
        WHEN $mirrored::TIMESTAMP - l.last_shot_utc < to_microseconds(GREATEST(300000000, CAST(3000000 * COALESCE(l.ref_ct, 0) AS BIGINT))) THEN 'run'
        ELSE 'stop'
    END,
    'open',
    0
FROM (
    SELECT
        equipment_code,
        MAX(last_shot_utc) AS last_shot_utc,
        arg_max(end_utc, (last_shot_utc, run_id)) AS end_utc,
        arg_max_null(ref_ct, (last_shot_utc, run_id)) AS ref_ct
    FROM mart.run
    WHERE list_contains($tools::VARCHAR[], equipment_code)
    GROUP BY equipment_code
) l
JOIN rule g ON g.equipment_code = l.equipment_code
WHERE $mirrored::TIMESTAMP - l.last_shot_utc < to_microseconds(g.run_gap_us)
    AND l.end_utc < $mirrored::TIMESTAMP
UNION ALL
-- Between two runs the counter went on by an hour of shots or more.
SELECT
    s.equipment_code,
    s.before_utc,
    r.start_utc,
    'lost',
    NULL,
    0
FROM (
    SELECT
        equipment_code,
        run_id,
        doubtful_us,
        last_counter_code,
        LAG(run_id) OVER along AS before_run,
        LAG(last_counter_code) OVER along AS before_counter,
        LAG(last_shot_utc) OVER along AS before_utc,
        last_seq - shots - LAG(last_seq) OVER along AS missing
    FROM mart.run_rate_slot
    WHERE shots > 0
        AND list_contains($tools::VARCHAR[], equipment_code)
        AND slot_start_utc >= $lo::TIMESTAMP - INTERVAL 8 DAY
        AND slot_start_utc < $hi::TIMESTAMP + INTERVAL 8 DAY
    WINDOW along AS (PARTITION BY equipment_code ORDER BY slot_start_utc, last_shot_utc)
) s
JOIN mart.run r ON r.run_id = s.run_id
WHERE s.before_run <> s.run_id
    AND s.before_counter = s.last_counter_code
    AND s.doubtful_us = 0
    AND s.missing * COALESCE(r.ref_ct, 30) >= 3600
UNION ALL
SELECT
    s.equipment_code,
    s.hour_utc,
    s.hour_utc + INTERVAL 1 HOUR,
    'lost',
    NULL,
    0
FROM reported s
WHERE NOT EXISTS (
    SELECT 1
    FROM mart.run_rate_slot x
    WHERE x.equipment_code = s.equipment_code
        AND x.slot_start_utc >= s.hour_utc
        AND x.slot_start_utc < s.hour_utc + INTERVAL 1 HOUR
)
UNION ALL
SELECT
    t.equipment_code,
    p.from_utc,
    p.to_utc,
    'planned',
    NULL,
    0
FROM known_tool t
JOIN planned p ON p.location_id = t.location_id
