-- model: counter_mapping
-- kind:  temp
-- grain: one row per counter and span of time in which its mapping is the same; all of time is covered
-- key:   counter_code, from_utc
WITH assigned AS (
    SELECT
        a.counter_code,
        a.mold_id,
        a.from_utc,
        a.to_utc,
        a.last_hour_utc + to_microseconds(s.assignment_max_age_us + 1) AS stale_utc,
        row_number() OVER (PARTITION BY a.counter_code ORDER BY a.from_utc) AS number
    FROM core.assignment a
    CROSS JOIN core.setting_shots s
),
override AS (
    SELECT
        place,
        counter_code,
        equipment_code,
        coalesce(from_utc, first_instant()) AS from_utc,
        coalesce(to_utc, last_instant()) AS to_utc
    FROM core.setting_override
    WHERE counter_code IS NOT NULL
),
-- Everything that can change a mapping changes it at a cut.
cut AS (
    SELECT counter_code, first_instant() AS cut_utc FROM scope_counter
    UNION
    SELECT counter_code, unnest([from_utc, to_utc]) AS cut_utc FROM override
    UNION
    SELECT counter_code, unnest([from_utc, to_utc, stale_utc]) AS cut_utc FROM assigned
    UNION
    SELECT counter_code, from_utc - INTERVAL 24 HOUR AS cut_utc FROM assigned WHERE number = 1
    UNION
    SELECT counter_code, unnest([from_utc, to_utc]) AS cut_utc FROM core.assignment_conflict
    UNION
    SELECT a.counter_code, unnest([v.from_utc, v.to_utc]) AS cut_utc
    FROM (SELECT DISTINCT counter_code, mold_id FROM assigned) AS a
    JOIN mold_version v ON v.mold_id = a.mold_id
    UNION
    SELECT o.counter_code, unnest([v.from_utc, v.to_utc]) AS cut_utc
    FROM override o
    JOIN mold_version v ON v.equipment_code = o.equipment_code
    UNION
    SELECT counter_code, unnest([from_utc, to_utc]) AS cut_utc FROM mold_version WHERE counter_code IS NOT NULL
),
span AS (
    SELECT
        c.counter_code,
        c.cut_utc AS from_utc,
        coalesce(lead(c.cut_utc) OVER (PARTITION BY c.counter_code ORDER BY c.cut_utc), last_instant()) AS to_utc
    FROM cut c
    WHERE c.cut_utc < last_instant()
      AND c.counter_code IN (SELECT s.counter_code FROM scope_counter s)
),
-- The last entry that fits decides, also where its tool does not exist then.
overridden AS (
    SELECT
        s.counter_code,
        s.from_utc,
        arg_max(o.equipment_code, o.place) AS equipment_code
    FROM span s
    JOIN override o ON o.counter_code = s.counter_code AND o.from_utc <= s.from_utc AND s.from_utc < o.to_utc
    GROUP BY s.counter_code, s.from_utc
),
by_override AS (
    SELECT
        o.counter_code,
        o.from_utc,
        min(v.mold_id) AS mold_id
    FROM overridden o
    JOIN mold_version v ON v.equipment_code = o.equipment_code AND v.from_utc <= o.from_utc AND o.from_utc < v.to_utc
    GROUP BY o.counter_code, o.from_utc
),
by_statistics AS (
    SELECT
        s.counter_code,
        s.from_utc,
        a.mold_id,
        s.from_utc >= a.stale_utc AS is_stale,
        c.counter_code IS NOT NULL AS is_conflict
    FROM span s
    JOIN assigned a ON a.counter_code = s.counter_code AND a.from_utc <= s.from_utc AND s.from_utc < a.to_utc
    JOIN mold_version v ON v.mold_id = a.mold_id AND v.from_utc <= s.from_utc AND s.from_utc < v.to_utc
    LEFT JOIN core.assignment_conflict c
      ON c.counter_code = s.counter_code AND c.from_utc <= s.from_utc AND s.from_utc < c.to_utc
),
by_backfill AS (
    SELECT
        s.counter_code,
        s.from_utc,
        a.mold_id
    FROM span s
    JOIN assigned a
      ON a.counter_code = s.counter_code AND a.from_utc - INTERVAL 24 HOUR <= s.from_utc AND s.from_utc < a.from_utc
    JOIN mold_version v ON v.mold_id = a.mold_id AND v.from_utc <= s.from_utc AND s.from_utc < v.to_utc
    WHERE a.number = 1
),
by_counter AS (
    SELECT
        s.counter_code,
        s.from_utc,
        min(v.mold_id) AS mold_id
    FROM span s
    JOIN mold_version v ON v.counter_code = s.counter_code AND v.from_utc <= s.from_utc AND s.from_utc < v.to_utc
    GROUP BY s.counter_code, s.from_utc
    HAVING count(DISTINCT v.equipment_code) = 1
)
SELECT
    s.counter_code,
    s.from_utc,
    s.to_utc,
    coalesce(o.mold_id, a.mold_id, b.mold_id, c.mold_id) AS mold_id,
    CASE
        WHEN o.mold_id IS NOT NULL THEN 'override'
        WHEN a.is_stale THEN 'statistics_stale'
        WHEN a.mold_id IS NOT NULL THEN 'statistics'
        WHEN b.mold_id IS NOT NULL THEN 'backfill'
        WHEN c.mold_id IS NOT NULL THEN 'counter'
    END AS mapping_method,
    CASE
        WHEN o.mold_id IS NOT NULL THEN 0
        WHEN a.mold_id IS NOT NULL
        THEN CASE WHEN a.is_stale THEN 32 ELSE 0 END + CASE WHEN a.is_conflict THEN 64 ELSE 0 END
        WHEN b.mold_id IS NOT NULL THEN 128
        WHEN c.mold_id IS NOT NULL THEN 256
        ELSE 0
    END AS flags
FROM span s
LEFT JOIN by_override o ON o.counter_code = s.counter_code AND o.from_utc = s.from_utc
LEFT JOIN by_statistics a ON a.counter_code = s.counter_code AND a.from_utc = s.from_utc
LEFT JOIN by_backfill b ON b.counter_code = s.counter_code AND b.from_utc = s.from_utc
LEFT JOIN by_counter c ON c.counter_code = s.counter_code AND c.from_utc = s.from_utc
