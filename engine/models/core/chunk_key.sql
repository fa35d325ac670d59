-- model: chunk_key
-- kind:  temp
-- grain: one row per key of the chunk's shots and kind of its values, apart from the documented ones
-- key:   key, kind
-- Shots of clean packets have nothing but these. Of a known key, a value that is
-- no number is another kind; time may be text as well.
WITH unknown AS (
    SELECT
        packet_id,
        extra,
        unnest(json_keys(extra)) AS key
    FROM chunk_exact_item
    WHERE extra IS NOT NULL
),
seen AS (
    SELECT
        packet_id,
        key,
        json_type(extra, '/' || replace(replace(key, '~', '~0'), '/', '~1')) AS type
    FROM unknown
    UNION ALL
    SELECT
        packet_id,
        unnest([CASE WHEN other_kinds & 1 > 0 THEN 'ct' END, CASE WHEN other_kinds & 2 > 0 THEN 'tempMeas' END, CASE WHEN other_kinds & 4 > 0 THEN 'seq' END]) AS key,
        'OTHER' AS type
    FROM chunk_exact_item
    WHERE other_kinds > 0
)
SELECT
    key,
    CASE type
        WHEN 'VARCHAR' THEN 'text'
        WHEN 'BOOLEAN' THEN 'true or false'
        WHEN 'OBJECT' THEN 'object'
        WHEN 'ARRAY' THEN 'list'
        WHEN 'OTHER' THEN 'no number'
        ELSE 'number'
    END AS kind,
    count(*) AS items,
    min(packet_id) AS packet_id
FROM seen
WHERE key IS NOT NULL
  AND type <> 'NULL'
GROUP BY key, kind
