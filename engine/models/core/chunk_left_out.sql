-- model: chunk_left_out
-- kind:  temp
-- grain: one row per item of the chunk that passed the checks of packet and shot and is quarantined all the same
-- key:   packet_id, item
SELECT
    s.packet_id,
    s.item,
    'unmapped' AS reason,
    s.counter_code,
    s.shot_time_utc,
    s.seq,
    s.utc_day
FROM chunk_shot s
WHERE s.context_no IS NULL
  AND s.is_alone
UNION ALL
SELECT
    t.packet_id,
    t.item,
    t.fate AS reason,
    p.counter_code,
    t.shot_time_utc,
    t.seq,
    p.utc_day
FROM chunk_twin t
JOIN scope_period p ON p.period_no = t.period_no
WHERE t.fate IN ('unmapped', 'duplicate_conflict')
