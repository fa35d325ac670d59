-- model: assignment_hour
-- kind:  temp
-- grain: one row per counter, hour and mold of the usable rows of STATISTICS
-- key:   counter_code, hour_utc, mold_id
WITH hour AS (
    SELECT
        hour AS hour_text,
        hour_start(hour) AS hour_utc
    FROM (SELECT DISTINCT hour FROM raw.statistics) AS written
),
counter AS (
    SELECT
        ci,
        code_key(ci) AS counter_code
    FROM (SELECT DISTINCT ci FROM raw.statistics) AS written
),
-- A row that is gone from the source (deleted_utc) may have been corrected: it
-- gives way to one that is there for its hour. Alone it counts: sources forget.
usable AS (
    SELECT
        c.counter_code,
        h.hour_utc,
        s.mold_id,
        coalesce(max(coalesce(s.shot_count, 0)) FILTER (s.deleted_utc IS NULL), max(coalesce(s.shot_count, 0))) AS shots,
        count(*) FILTER (s.deleted_utc IS NULL) > 0 AS is_there
    FROM raw.statistics s
    JOIN hour h ON h.hour_text = s.hour
    JOIN counter c ON c.ci = s.ci
    WHERE h.hour_utc IS NOT NULL
      AND c.counter_code IS NOT NULL
      AND s.mold_id IN (SELECT m.id FROM raw.mold_history m WHERE code_key(m.equipment_code) IS NOT NULL)
    GROUP BY c.counter_code, h.hour_utc, s.mold_id
),
gone AS (
    SELECT
        counter_code,
        hour_utc,
        mold_id,
        shots
    FROM usable
    WHERE NOT is_there
)
SELECT
    counter_code,
    hour_utc,
    mold_id,
    shots
FROM usable
WHERE is_there
UNION ALL
SELECT
    g.counter_code,
    g.hour_utc,
    g.mold_id,
    g.shots
FROM gone g
ANTI JOIN (SELECT u.counter_code, u.hour_utc FROM usable u WHERE u.is_there) AS there
  ON there.counter_code = g.counter_code AND there.hour_utc = g.hour_utc
