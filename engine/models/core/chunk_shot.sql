-- model: chunk_shot
-- kind:  temp
-- grain: one row per item of the chunk that passed the checks of packet and shot, in the order of its counter
-- key:   packet_id, item
-- Items with the same counter, time and seq are twins: core/chunk_twin.sql
-- decides between them. They stand beside each other in the order of the
-- counter's shots, which the flags of the seq need anyhow, so that one window
-- finds both.
-- A lane is a counter, mapped or not: shots that are not mapped have no part in
-- that order. The window sorts its rows, so only narrow columns go through it.
-- The items are read in two halves beside each other, because DuckDB gives all
-- that its own transaction wrote to one thread.
WITH half AS (
    SELECT e.*
    FROM core.shot_item e
    WHERE e.packet_id % 2 = 0
    UNION ALL
    SELECT o.*
    FROM core.shot_item o
    WHERE o.packet_id % 2 = 1
),
item AS (
    SELECT
        p.period_no,
        p.lane_no,
        i.shot_time_utc,
        i.seq,
        i.ct,
        i.temperature,
        i.flags,
        i.packet_id,
        i.item
    FROM half i
    JOIN scope_period p
      ON p.counter_no = i.counter_no
     AND p.utc_day = i.utc_day
     AND p.from_utc <= i.shot_time_utc
     AND i.shot_time_utc < p.to_utc
    WHERE i.reason IS NULL
),
neighbour AS (
    SELECT
        *,
        lag(shot_time_utc) OVER in_order AS lag_utc,
        lag(seq) OVER in_order AS lag_seq,
        lead(shot_time_utc) OVER in_order AS lead_utc,
        lead(seq) OVER in_order AS lead_seq
    FROM item
    WINDOW in_order AS (PARTITION BY lane_no ORDER BY shot_time_utc, seq NULLS FIRST)
),
compared AS (
    SELECT
        n.period_no,
        n.shot_time_utc,
        n.seq,
        n.ct,
        n.temperature,
        n.flags,
        n.packet_id,
        n.item,
        n.lead_utc IS NULL OR n.lead_utc >= p.next_day_utc AS is_last,
        coalesce(n.lag_utc = n.shot_time_utc AND n.lag_seq IS NOT DISTINCT FROM n.seq, FALSE) AS is_as_before,
        coalesce(n.lead_utc = n.shot_time_utc AND n.lead_seq IS NOT DISTINCT FROM n.seq, FALSE) AS is_as_after,
        CASE WHEN n.lag_utc >= p.before_utc OR p.before_utc IS NULL THEN n.lag_utc ELSE p.before_utc END AS previous_utc,
        n.seq - CASE WHEN n.lag_utc >= p.before_utc OR p.before_utc IS NULL THEN n.lag_seq ELSE p.before_seq END AS step
    FROM neighbour n
    JOIN scope_period p ON p.period_no = n.period_no
)
SELECT
    period_no,
    shot_time_utc,
    seq,
    ct,
    temperature,
    CAST(flags AS UTINYINT) AS flags,
    CAST(CASE
        WHEN is_as_before THEN 0
        WHEN step > 1 THEN 8
        WHEN step < 0 THEN 4
        ELSE 0
    END AS UTINYINT) AS seq_flags,
    CASE WHEN step > 1 AND NOT is_as_before THEN step - 1 END AS missing,
    CASE WHEN step > 1 AND NOT is_as_before THEN previous_utc END AS missing_from_utc,
    packet_id,
    item,
    is_last,
    is_as_before OR is_as_after AS is_twin
FROM compared
