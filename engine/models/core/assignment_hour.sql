-- model: assignment_hour
-- kind:  temp
-- grain: one row per counter, hour and mold of the usable rows of STATISTICS
-- key:   counter_code, hour_utc, mold_id
WITH counter AS (
    SELECT
        ci,
        code_key(ci) AS counter_code
    FROM (SELECT DISTINCT ci FROM raw.statistics) AS written
),
-- Not materialized: where nothing is gone, that half costs nothing.
reported AS NOT MATERIALIZED (
    SELECT
        c.counter_code,
        h.hour_utc,
        s.mold_id,
        coalesce(s.shot_count, 0) AS shots,
        s.deleted_utc
    FROM raw.statistics s
    JOIN core.statistics_hour h ON h.hour_text = s.hour
    JOIN counter c ON c.ci = s.ci
    WHERE h.hour_utc IS NOT NULL
      AND c.counter_code IS NOT NULL
      AND s.mold_id IN (SELECT m.id FROM raw.mold_history m WHERE code_key(m.equipment_code) IS NOT NULL)
),
there AS (
    SELECT counter_code, hour_utc, mold_id, max(shots) AS shots
    FROM reported
    WHERE deleted_utc IS NULL
    GROUP BY counter_code, hour_utc, mold_id
),
-- A row that is gone from the source may have been corrected: it gives way to
-- one that is there for its hour. Alone it counts, for sources forget.
gone AS (
    SELECT counter_code, hour_utc, mold_id, max(shots) AS shots
    FROM reported
    WHERE deleted_utc IS NOT NULL
    GROUP BY counter_code, hour_utc, mold_id
),
corrected AS (
    SELECT
        t.counter_code,
        t.hour_utc
    FROM there t
    SEMI JOIN gone g ON g.counter_code = t.counter_code AND g.hour_utc = t.hour_utc
)
SELECT
    counter_code,
    hour_utc,
    mold_id,
    shots
FROM there
UNION ALL
SELECT
    g.counter_code,
    g.hour_utc,
    g.mold_id,
    g.shots
FROM gone g
ANTI JOIN corrected c ON c.counter_code = g.counter_code AND c.hour_utc = g.hour_utc
