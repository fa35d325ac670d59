-- 1: the packet and the item in it.
SELECT
    'Item ' || COALESCE(i.item::VARCHAR, '–') || ' of a packet that counter ' || COALESCE(d.counter_code, '(none)') || ' sent.' || COALESCE($pruned::VARCHAR, '') AS text,
    d.packet_id AS "packet_id|packet",
    i.item AS "item",
    d.source AS "source",
    d.arrived_utc AS "arrived_utc|arrived (UTC)",
    d.batch_id AS "batch_id|sync",
    make_timestamp(d.shot_start_time // 1000) AS "shot_start_time_utc|SHOT_START_TIME (UTC)",
    CASE WHEN i.item IS NULL THEN left(d.content, 1000) ELSE json_extract_string(TRY_CAST(d.content AS JSON), '$[' || (i.item - 1) || ']') END AS "as_sent|as sent"
FROM (
    SELECT COALESCE($item::INTEGER, (
        SELECT MIN(s.item)
        FROM core.shot_item s
        WHERE s.packet_id = $packet::UBIGINT AND s.shot_time_utc = $time::TIMESTAMP AND s.seq IS NOT DISTINCT FROM $seq::BIGINT
            AND (s.packet_id, s.item) NOT IN (SELECT x.packet_id, x.item FROM core.duplicate x WHERE x.packet_id = $packet::UBIGINT)
    )) AS item
) i
CROSS JOIN (
    SELECT * REPLACE (COALESCE(content, $pruned_text::VARCHAR) AS content)
    FROM raw.data_shot
) d
WHERE d.packet_id = $packet::UBIGINT
LIMIT 1
