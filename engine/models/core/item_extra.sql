-- model:   core.item_extra
-- grain:   one row per item with keys that sprue does not know
-- key:     packet_id, item
-- rebuild: packets that came, vanished or arrived anew
-- packet_id  the packet, in raw.data_shot
-- item       place in the packet, from 1
-- utc_day    UTC day of the item's time
-- extra      the unknown keys
SELECT
    packet_id,
    item,
    utc_day,
    extra
FROM chunk_exact_item
WHERE extra IS NOT NULL
