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
)
SELECT
    c.counter_code,
    h.hour_utc,
    s.mold_id,
    max(coalesce(s.shot_count, 0)) AS shots
FROM raw.statistics s
JOIN hour h ON h.hour_text = s.hour
JOIN counter c ON c.ci = s.ci
WHERE h.hour_utc IS NOT NULL
  AND c.counter_code IS NOT NULL
  AND s.mold_id IN (SELECT m.id FROM raw.mold_history m WHERE code_key(m.equipment_code) IS NOT NULL)
GROUP BY c.counter_code, h.hour_utc, s.mold_id
