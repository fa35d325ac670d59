-- model: entry_text
-- kind:  temp view
-- grain: one row per packet in scope_entry, with its text
-- key:   packet_id
WITH named AS (
    SELECT DISTINCT
        k.packet_id,
        k.shot_start_time
    FROM scope_entry n
    JOIN core.packet k ON k.packet_id = n.packet_id
)
-- Joined by start too: zone maps then leave out most of the texts.
SELECT
    d.packet_id,
    d.content
FROM scope_text d
JOIN named n ON n.packet_id = d.packet_id AND n.shot_start_time = d.shot_start_time
UNION ALL
SELECT
    d.packet_id,
    d.content
FROM scope_text d
JOIN named n ON n.packet_id = d.packet_id
WHERE d.shot_start_time IS NULL
