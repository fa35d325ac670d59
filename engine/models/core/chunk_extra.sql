-- model: chunk_extra
-- kind:  temp
-- grain: one row per item on the days of the chunk that has unknown keys
-- key:   packet_id, item
SELECT
    x.packet_id,
    x.item,
    x.extra
FROM core.item_extra x
JOIN (SELECT DISTINCT s.utc_day FROM scope_counter_day s) AS d ON d.utc_day = x.utc_day
