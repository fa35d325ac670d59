-- model: chunk_key
-- kind:  temp
-- grain: one row per source, key of its shots in the chunk and kind of the key's values, apart from the documented ones
-- key:   source, key, kind
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
        json_type(extra, key_path(key)) AS type
    FROM unknown
    UNION ALL
    SELECT
        packet_id,
        unnest([CASE WHEN other_kinds & 1 > 0 THEN 'ct' END, CASE WHEN other_kinds & 2 > 0 THEN 'tempMeas' END, CASE WHEN other_kinds & 4 > 0 THEN 'seq' END]) AS key,
        'OTHER' AS type
    FROM chunk_exact_item
    WHERE other_kinds > 0
),
counted AS (
    SELECT
        packet_id,
        key,
        value_kind(type) AS kind,
        count(*) AS items
    FROM seen
    WHERE key IS NOT NULL
      AND type <> 'NULL'
    GROUP BY ALL
)
SELECT
    d.source,
    c.key,
    c.kind,
    CAST(sum(c.items) AS BIGINT) AS items,
    min(c.packet_id) AS packet_id
FROM counted c
JOIN raw.data_shot d ON d.packet_id = c.packet_id
GROUP BY d.source, c.key, c.kind
