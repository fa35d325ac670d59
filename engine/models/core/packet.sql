-- model:   core.packet
-- grain:   one row per packet that was read
-- key:     packet_id
-- rebuild: packets that came, vanished or arrived anew
-- packet_id        the packet, in raw.data_shot
-- counter_code     trimmed and upper case; NULL if there is none
-- start_day        UTC day of SHOT_START_TIME
-- shot_start_time  SHOT_START_TIME, epoch ns
-- arrived_utc      when it arrived: the arrival column, else the sync that first saw it
-- reading          clean: by one typed cast; exact: value by value; empty: it has no items; outside: counter outside the pattern, not read
SELECT
    packet_id,
    counter_code,
    start_day,
    shot_start_time,
    arrived_utc,
    reading
FROM new_packet
