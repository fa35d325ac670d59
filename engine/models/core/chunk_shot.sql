-- model: chunk_shot
-- kind:  temp view
-- grain: one row per item of the chunk that passed the checks of packet and shot, with its period and what becomes of it
-- key:   packet_id, item
WITH judged AS (
    SELECT
        n.packet_id,
        n.item,
        coalesce(t.seq_flags, n.seq_flags) AS seq_flags,
        t.fate
    FROM chunk_notable n
    LEFT JOIN chunk_twin t ON t.packet_id = n.packet_id AND t.item = n.item
)
SELECT
    p.context_no,
    p.counter_no,
    p.counter_code,
    p.utc_day,
    p.score,
    p.flags AS period_flags,
    p.part_count,
    p.family_parts,
    i.shot_time_utc,
    i.seq,
    i.ct,
    i.temperature,
    i.flags,
    coalesce(j.seq_flags, 0) AS seq_flags,
    i.packet_id,
    i.item,
    CASE
        WHEN j.fate IS NOT NULL THEN j.fate
        WHEN p.context_no IS NULL THEN 'unmapped'
        ELSE 'kept'
    END AS fate,
    j.fate IS NULL AS is_alone
FROM scope_item i
JOIN scope_period p
  ON p.counter_no = i.counter_no
 AND p.utc_day = i.utc_day
 AND p.from_utc <= i.shot_time_utc
 AND i.shot_time_utc < p.to_utc
LEFT JOIN judged j ON j.packet_id = i.packet_id AND j.item = i.item
WHERE i.reason IS NULL
