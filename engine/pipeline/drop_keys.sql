-- The items that came lose the keys that are ignored; where nothing is left they
-- have no unknown keys.
CREATE OR REPLACE TEMP TABLE left_extra AS
WITH told AS (
    SELECT
        i.packet_id,
        i.item,
        i.extra,
        d.source,
        unnest(json_keys(i.extra)) AS key
    FROM core.item_extra i
    JOIN new_packet n ON n.packet_id = i.packet_id
    JOIN raw.data_shot d ON d.packet_id = i.packet_id
    WHERE d.source IN (SELECT source FROM ignored_key)
),
ignored AS (
    SELECT
        t.packet_id,
        t.item,
        any_value(t.extra) AS extra,
        '{' || string_agg(CAST(to_json(t.key) AS VARCHAR) || ':null', ',') || '}' AS patch
    FROM told t
    JOIN ignored_key k
      ON k.source = t.source
     AND k.key = t.key
     AND k.kind = value_kind(json_type(t.extra, key_path(t.key)))
    GROUP BY t.packet_id, t.item
)
SELECT
    packet_id,
    item,
    unmark_numbers(CAST(json_merge_patch(mark_numbers(CAST(extra AS VARCHAR)), patch) AS VARCHAR)) AS extra
FROM ignored;

UPDATE core.item_extra AS i
SET extra = l.extra
FROM left_extra l
WHERE l.packet_id = i.packet_id
  AND l.item = i.item
  AND l.extra <> '{}';

DELETE FROM core.item_extra AS i
USING left_extra l
WHERE l.packet_id = i.packet_id
  AND l.item = i.item
  AND l.extra = '{}';

DROP TABLE left_extra;
