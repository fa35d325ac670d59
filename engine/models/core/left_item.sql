-- model:   core.left_item
-- grain:   one row per item, or whole packet, that is no row of core.shot: it failed a check, is a copy, or waits for its day's build
-- key:     packet_id, item
-- rebuild: packets that came, vanished or arrived anew; counter and UTC day of a changed packet or period
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
    i.packet_id,
    i.item,
    i.counter_no,
    i.utc_day,
    i.shot_time_utc,
    i.seq,
    i.ct,
    i.temperature,
    i.flags,
    item_fault(i.reason) AS reason
FROM chunk_item i
WHERE i.reason IS NOT NULL
-- Where a chunk of packets is read, the steps of a chunk of shots are empty, and the other way round.
UNION ALL
SELECT
    t.packet_id,
    t.item,
    p.counter_no,
    p.utc_day,
    t.shot_time_utc,
    t.seq,
    t.ct,
    t.temperature,
    t.flags,
    item_fault(NULL) AS reason
FROM chunk_twin t
JOIN scope_period p ON p.period_no = t.period_no
WHERE t.fate <> 'kept'
UNION ALL
SELECT
    s.packet_id,
    s.item,
    s.counter_no,
    s.utc_day,
    s.shot_time_utc,
    s.seq,
    s.ct,
    s.temperature,
    s.flags,
    item_fault(NULL) AS reason
FROM chunk_shot s
WHERE s.context_no IS NULL
  AND s.is_alone
