-- Keys of shots, and kinds of their values, by source: new_key those that no
-- build has recorded, ignored_key those that are not taken. A key that is
-- documented is always read as far as it can be.
CREATE OR REPLACE TEMP TABLE new_key AS
WITH came AS (
    SELECT
        k.source,
        k.key,
        k.kind,
        'CONTENT.' || k.key AS column_name,
        k.key IN ('ct', 'tempMeas', 'seq') AS is_documented,
        coalesce(s.mode, 'evolve') AS mode,
        CAST(sum(k.items) AS BIGINT) AS items,
        min(k.packet_id) AS packet_id
    FROM came_key k
    LEFT JOIN core.setting_shape s ON s.source = k.source
    GROUP BY ALL
),
taken AS (
    SELECT
        source,
        column_name,
        list(new_type ORDER BY new_type) AS kinds
    FROM meta.schema_change
    WHERE table_name = 'DATA_SHOT'
      AND starts_with(column_name, 'CONTENT.')
      AND change <> 'discarded'
    GROUP BY source, column_name
)
SELECT
    c.source,
    c.key,
    c.kind,
    c.column_name,
    c.mode,
    c.items,
    c.packet_id,
    CASE WHEN c.is_documented THEN 'number' ELSE array_to_string(t.kinds, ', ') END AS kinds,
    CASE WHEN t.kinds IS NULL AND NOT c.is_documented THEN 'added' ELSE 'changed' END AS change,
    c.mode = 'discard' AND NOT c.is_documented AS is_ignored
FROM came c
LEFT JOIN taken t ON t.source IS NOT DISTINCT FROM c.source AND t.column_name = c.column_name
WHERE NOT coalesce(list_contains(t.kinds, c.kind), FALSE);

CREATE OR REPLACE TEMP TABLE ignored_key AS
SELECT
    source,
    key,
    kind,
    items
FROM new_key
WHERE is_ignored;
