-- model:   core.shot_item
-- kind:    view
-- grain:   one row per element of a packet's array; one for a whole packet that cannot be read
-- key:     packet_id, item
-- packet_id      the packet, in raw.data_shot
-- item           place in the packet, from 1; NULL for a whole packet
-- counter_no     its counter, in core.counter; NULL if there is none
-- utc_day        UTC day of the item's time; of SHOT_START_TIME where that is not readable
-- shot_time_utc  instant of the shot, µs, what is finer is cut off
-- seq            the counter's own shot number; NULL if missing, negative or no whole number
-- ct             cycle time, s, rounded half up to 1 µs
-- temperature    measured temperature, °C; NULL if missing or outside -50..500
-- flags          no_seq (1) and bad_temperature (2), as in dq_flags
-- reason         why the item is quarantined by the checks of packet and shot; NULL if it passed
SELECT
    s.packet_id,
    s.item,
    n.counter_no,
    s.utc_day,
    s.shot_time_utc,
    s.seq,
    s.ct,
    s.temperature,
    CAST(s.dq_flags & 3 AS UTINYINT) AS flags,
    item_fault(NULL) AS reason
FROM core.shot s
JOIN core.shot_context c ON c.context_no = s.context_no
JOIN core.counter n ON n.counter_code = c.counter_code
UNION ALL
SELECT
    packet_id,
    item,
    counter_no,
    utc_day,
    shot_time_utc,
    seq,
    ct,
    temperature,
    flags,
    reason
FROM core.left_item
