-- model: chunk_twin
-- kind:  temp
-- grain: one row per item of the chunk with a twin, with what becomes of it
-- key:   packet_id, item
WITH twin AS (
    SELECT
        s.period_no,
        s.shot_time_utc,
        s.seq,
        i.ct,
        i.temperature,
        i.flags,
        s.seq_flags,
        s.packet_id,
        s.item,
        p.lane_no,
        p.context_no,
        k.arrived_utc,
        k.shot_start_time,
        json_key(e.extra) AS extra_key
    FROM chunk_notable s
    JOIN scope_period p ON p.period_no = s.period_no
    JOIN scope_item i ON i.packet_id = s.packet_id AND i.item = s.item AND i.utc_day = p.utc_day
    LEFT JOIN chunk_extra e ON e.packet_id = s.packet_id AND e.item = s.item
    JOIN core.packet k ON k.packet_id = s.packet_id
    WHERE s.is_twin
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY lane_no, shot_time_utc, seq ORDER BY
            arrived_utc DESC NULLS LAST, shot_start_time DESC NULLS LAST, packet_id DESC, item DESC) AS place,
        row_number() OVER (PARTITION BY lane_no, shot_time_utc, seq, ct, temperature, extra_key ORDER BY
            arrived_utc DESC NULLS LAST, shot_start_time DESC NULLS LAST, packet_id DESC, item DESC) AS copy,
        max(seq_flags) OVER (PARTITION BY lane_no, shot_time_utc, seq) AS first_seq_flags
    FROM twin
)
SELECT
    period_no,
    shot_time_utc,
    seq,
    ct,
    temperature,
    flags,
    first_seq_flags AS seq_flags,
    packet_id,
    item,
    CASE
        WHEN place = 1 AND context_no IS NOT NULL THEN 'kept'
        WHEN place = 1 THEN 'unmapped'
        WHEN copy = 1 THEN 'duplicate_conflict'
        ELSE 'duplicate'
    END AS fate
FROM ranked
