-- The first name of the configuration that its table does not have, with the
-- nearest that it has. Not code_key(): doctor asks before the models exist.
WITH
code AS (
    SELECT 'tool' AS kind, equipment_code AS written FROM raw.mold_history
    UNION ALL
    SELECT 'part', part_code FROM raw.part_history
),
known AS (
    SELECT DISTINCT kind, upper(trim(written, chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13))) AS name
    FROM code
),
asked (place, kind, name) AS (VALUES /* names */)
SELECT
    a.place,
    coalesce((
        SELECT k.name
        FROM known k
        WHERE k.kind = a.kind AND k.name <> ''
        ORDER BY levenshtein(k.name, a.name), k.name
        LIMIT 1
    ), '')
FROM asked a
ANTI JOIN known k ON k.kind = a.kind AND k.name = a.name
ORDER BY a.place
LIMIT 1
