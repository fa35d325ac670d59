-- Appends the scores that are others than those stored last: by a tenth of a
-- point in all and by table, by a whole point for a tool's day, or in status.
INSERT INTO meta.quality_result
WITH now AS (
    SELECT
        v.scope,
        v.table_name,
        CAST(NULL AS VARCHAR) AS equipment_code,
        CAST(NULL AS DATE) AS local_date,
        v.items,
        v.validity,
        v.uniqueness,
        v.completeness,
        v.consistency,
        v.timeliness,
        v.overall,
        v.status,
        10 AS steps
    FROM mart.data_quality v
    UNION ALL
    SELECT
        'tool_day',
        NULL,
        d.equipment_code,
        d.local_date,
        d.items,
        d.validity,
        d.uniqueness,
        d.completeness,
        d.consistency,
        d.timeliness,
        d.overall,
        d.status,
        1
    FROM mart.data_quality_day d
    SEMI JOIN scope_quality_day q ON q.equipment_code = d.equipment_code AND q.local_date = d.local_date
),
last AS (
    SELECT
        r.scope,
        r.table_name,
        r.equipment_code,
        r.local_date,
        arg_max(round(r.overall * CASE WHEN r.scope = 'tool_day' THEN 1 ELSE 10 END), r.build_id) AS step,
        arg_max(r.status, r.build_id) AS status
    FROM meta.quality_result r
    WHERE r.scope <> 'tool_day'
       OR EXISTS (SELECT 1 FROM scope_quality_day q WHERE q.equipment_code = r.equipment_code AND q.local_date = r.local_date)
    GROUP BY r.scope, r.table_name, r.equipment_code, r.local_date
)
SELECT
    (SELECT b.build_id FROM scope_build b),
    n.scope,
    n.table_name,
    n.equipment_code,
    n.local_date,
    n.items,
    n.validity,
    n.uniqueness,
    n.completeness,
    n.consistency,
    n.timeliness,
    n.overall,
    n.status
FROM now n
LEFT JOIN last l
  ON l.scope = n.scope
 AND l.table_name IS NOT DISTINCT FROM n.table_name
 AND l.equipment_code IS NOT DISTINCT FROM n.equipment_code
 AND l.local_date IS NOT DISTINCT FROM n.local_date
WHERE n.overall IS NOT NULL
  AND (l.scope IS NULL OR l.step IS DISTINCT FROM round(n.overall * n.steps) OR l.status IS DISTINCT FROM n.status)
ORDER BY n.scope, n.table_name, n.equipment_code, n.local_date
