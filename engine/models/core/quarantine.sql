-- model:   core.quarantine
-- grain:   one row per entry: an item, or a whole packet, that is out of every figure
-- key:     packet_id, item
-- rebuild: packets that changed; counter and UTC day of a changed packet or period
-- packet_id       the packet, in raw.data_shot
-- item            place in the packet, from 1; NULL for a whole packet
-- level           level of validation: 1 packet, 2 shot, 3 table, 4 across sources
-- rule            the rule that was broken
-- reason          why, in one word of the contract
-- counter_code    trimmed and upper case; NULL if there is none
-- shot_time_utc   instant of the shot; NULL if not readable
-- seq             the counter's own shot number
-- raw             what was sent
-- first_seen_utc  when it came: the arrival of its packet
-- last_seen_utc   start of the build that last tried it
-- build_id        build that wrote the row
-- utc_day         day in which it counts: of shot_time_utc, else of SHOT_START_TIME
WITH list AS (
    SELECT
        packet_id,
        TRY(from_json(content, '["JSON"]')) AS elements
    FROM entry_text
),
element AS (
    SELECT
        packet_id,
        generate_subscripts(elements, 1) AS item,
        unnest(elements) AS raw
    FROM list
)
SELECT
    e.packet_id,
    e.item,
    CAST(CASE
        WHEN e.reason IN ('bad_json', 'not_an_array', 'no_counter', 'too_long') THEN 1
        WHEN e.reason IN ('not_an_object', 'bad_time', 'bad_ct') THEN 2
        WHEN e.reason = 'duplicate_conflict' THEN 3
        ELSE 4
    END AS INTEGER) AS level,
    CASE e.reason
        WHEN 'bad_json' THEN 'the packet is JSON'
        WHEN 'not_an_array' THEN 'the packet is an array'
        WHEN 'no_counter' THEN 'the packet names its counter'
        WHEN 'too_long' THEN 'the packet has at most 10,000 items'
        WHEN 'not_an_object' THEN 'a shot is an object'
        WHEN 'bad_time' THEN 'time is readable, from 2015 on and at most 10 min after arrival'
        WHEN 'bad_ct' THEN 'ct is a number above 0 and at most 86,400 s'
        WHEN 'duplicate_conflict' THEN 'a counter reports one value per time and seq'
        WHEN 'unmapped' THEN 'the counter is on a tool at that time'
    END AS rule,
    e.reason,
    e.counter_code,
    e.shot_time_utc,
    e.seq,
    CASE WHEN e.item IS NULL THEN d.content ELSE coalesce(CAST(l.raw AS VARCHAR), 'null') END AS raw,
    k.arrived_utc AS first_seen_utc,
    (SELECT b.started_utc FROM scope_build b) AS last_seen_utc,
    (SELECT b.build_id FROM scope_build b) AS build_id,
    e.utc_day
FROM scope_entry e
JOIN core.packet k ON k.packet_id = e.packet_id
LEFT JOIN entry_text d ON d.packet_id = e.packet_id AND e.item IS NULL
LEFT JOIN element l ON l.packet_id = e.packet_id AND l.item = e.item
