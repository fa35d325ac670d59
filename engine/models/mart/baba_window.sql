-- model:   mart.baba_window
-- kind:    view
-- grain:   one row per tool and part with slow, fast or normal shots: the production days that serve as its baseline
-- key:     equipment_code, part_id
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- from_date       first local production day of the baseline; NULL without one
-- to_date         first day after it
-- is_pinned       whether the configuration names it, else it is the earliest one that is steady
-- reason          why there is none: too_few_shots (under 500 on 3 days), never_steady, pin_without_shots; else NULL
WITH day AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.local_date,
        CAST(sum(d.shots - d.stop_shots) OVER along - (d.shots - d.stop_shots) AS BIGINT) AS before,
        lag(d.local_date) OVER along AS day_before,
        lead(d.local_date, 2) OVER along AS third_date,
        CAST(sum(d.shots - d.stop_shots) OVER process AS BIGINT) AS total,
        max(d.local_date) OVER process AS last_date
    FROM mart.run_rate_day d
    WHERE d.shots > d.stop_shots
    WINDOW
        along AS (PARTITION BY d.equipment_code, d.part_id ORDER BY d.local_date),
        process AS (PARTITION BY d.equipment_code, d.part_id)
),
-- From each day on, the day that fills 500 shots: the one before the first that
-- has so many before it, or the last of all.
filled AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.local_date,
        d.third_date,
        coalesce(
            min(d.day_before) OVER (
                PARTITION BY d.equipment_code, d.part_id ORDER BY d.before RANGE BETWEEN 500 FOLLOWING AND UNBOUNDED FOLLOWING
            ),
            CASE WHEN d.total - d.before >= 500 THEN d.last_date END
        ) AS filled_date
    FROM day d
),
-- A shift counts on its day, a drift on its last one: so those that a stretch may
-- hold are those that are marked from its first day on.
marked AS (
    SELECT
        f.equipment_code,
        f.part_id,
        f.local_date,
        TRUE AS is_day,
        CASE WHEN f.third_date IS NOT NULL AND f.filled_date IS NOT NULL THEN greatest(f.third_date, f.filled_date) END AS last_date,
        CAST(NULL AS DATE) AS shift_date,
        CAST(NULL AS DATE) AS drift_date
    FROM filled f
    UNION ALL
    SELECT
        e.equipment_code,
        e.part_id,
        e.to_date,
        FALSE,
        NULL,
        CASE WHEN e.kind = 'shift' THEN e.from_date END,
        CASE WHEN e.kind = 'drift' THEN e.from_date END
    FROM mart.process_event e
    WHERE e.measure = 'ct'
),
-- A shift on the first day is over: the new level begins there.
stretch AS (
    SELECT
        m.equipment_code,
        m.part_id,
        m.local_date,
        m.is_day,
        m.last_date,
        min(m.shift_date) OVER (
            PARTITION BY m.equipment_code, m.part_id ORDER BY m.local_date RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS shift_date,
        min(m.drift_date) OVER (
            PARTITION BY m.equipment_code, m.part_id ORDER BY m.local_date RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS drift_date
    FROM marked m
),
judged AS (
    SELECT
        s.equipment_code,
        s.part_id,
        s.local_date,
        s.last_date,
        s.last_date IS NOT NULL AND coalesce(s.shift_date > s.last_date, TRUE) AND coalesce(s.drift_date > s.last_date, TRUE) AS is_steady
    FROM stretch s
    WHERE s.is_day
),
pin AS (
    SELECT
        c.equipment_code,
        c.part_id,
        b.from_date,
        b.to_date
    FROM core.setting_baseline b
    JOIN core.shot_context c ON c.equipment_code = b.equipment_code
    WHERE b.part_code IS NULL OR b.part_code = c.part_code
    QUALIFY row_number() OVER (PARTITION BY c.equipment_code, c.part_id ORDER BY b.place DESC) = 1
),
found AS (
    SELECT
        j.equipment_code,
        j.part_id,
        min(CASE WHEN j.is_steady THEN j.local_date END) AS from_date,
        arg_min(j.last_date, j.local_date) FILTER (WHERE j.is_steady) AS last_date,
        count(j.last_date) > 0 AS is_enough,
        max(p.from_date) AS pin_from,
        max(p.to_date) AS pin_to,
        count(CASE WHEN j.local_date >= p.from_date AND j.local_date < p.to_date THEN 1 END) > 0 AS is_filled
    FROM judged j
    LEFT JOIN pin p ON p.equipment_code = j.equipment_code AND p.part_id IS NOT DISTINCT FROM j.part_id
    GROUP BY j.equipment_code, j.part_id
)
SELECT
    equipment_code,
    part_id,
    CASE WHEN pin_from IS NULL THEN from_date WHEN is_filled THEN pin_from END AS from_date,
    CASE WHEN pin_from IS NULL THEN last_date + 1 WHEN is_filled THEN pin_to END AS to_date,
    pin_from IS NOT NULL AS is_pinned,
    CASE
        WHEN is_filled THEN NULL
        WHEN pin_from IS NOT NULL THEN 'pin_without_shots'
        WHEN NOT is_enough THEN 'too_few_shots'
        WHEN from_date IS NULL THEN 'never_steady'
    END AS reason
FROM found
