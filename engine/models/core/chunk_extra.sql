-- model: chunk_extra
-- kind:  temp
-- grain: one row per item on the days of the chunk that has unknown keys
-- key:   packet_id, item
SELECT
    i.packet_id,
    i.item,
    i.extra
FROM core.shot_item i
JOIN (SELECT DISTINCT s.utc_day FROM scope_counter_day s) AS d ON d.utc_day = i.utc_day
WHERE i.extra IS NOT NULL
  AND i.reason IS NULL
