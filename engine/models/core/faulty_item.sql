-- model: faulty_item
-- kind:  temp
-- grain: one row per item, or whole packet, that came and fails the checks of packet or shot
-- key:   packet_id, item
SELECT
    i.packet_id,
    i.item,
    CAST(i.reason AS VARCHAR) AS reason,
    c.counter_code,
    i.shot_time_utc,
    i.seq,
    i.utc_day
FROM core.left_item i
SEMI JOIN new_packet p ON p.packet_id = i.packet_id
LEFT JOIN core.counter c ON c.counter_no = i.counter_no
WHERE i.reason IS NOT NULL
