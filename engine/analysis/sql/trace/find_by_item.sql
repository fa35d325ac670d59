-- The shot that an item of a packet became, kept or left out; of a copy that was
-- dropped, the one that counts.
SELECT
    m.counter_code,
    m.seq,
    m.shot_time_utc,
    m.equipment_code,
    m.packet_id,
    CASE WHEN m.packet_id = i.packet_id THEN i.item END AS item,
    NULL::VARCHAR AS reason
FROM core.shot_item i
JOIN core.counter c ON c.counter_no = i.counter_no
JOIN core.master_shot m
    ON m.counter_code = c.counter_code
    AND m.shot_time_utc = i.shot_time_utc
    AND m.seq IS NOT DISTINCT FROM i.seq
    AND m.utc_day = i.utc_day
WHERE i.packet_id = $packet::VARCHAR::UBIGINT AND i.item = $item::INTEGER
UNION ALL
SELECT counter_code, seq, shot_time_utc, NULL, packet_id, item, reason
FROM core.quarantine
WHERE packet_id = $packet::VARCHAR::UBIGINT AND item IS NOT DISTINCT FROM $item::INTEGER
ORDER BY reason NULLS LAST
LIMIT 1
