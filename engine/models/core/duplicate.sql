-- model:   core.duplicate
-- grain:   one row per item that was dropped as an exact copy of a newer one
-- key:     packet_id, item
-- rebuild: counter and UTC day of a changed packet or period
-- packet_id      the packet, in raw.data_shot
-- item           place in the packet, from 1
-- counter_code   the counter, trimmed and upper case
-- shot_time_utc  instant of the shot
-- seq            the counter's own shot number
-- utc_day        day of shot_time_utc
-- build_id       build that wrote the row
SELECT
    s.packet_id,
    s.item,
    p.counter_code,
    s.shot_time_utc,
    s.seq,
    p.utc_day,
    (SELECT b.build_id FROM scope_build b) AS build_id
FROM chunk_twin s
JOIN scope_period p ON p.period_no = s.period_no
WHERE s.fate = 'duplicate'
