-- model: chunk_notable
-- kind:  temp
-- grain: one row per item of the chunk whose neighbours in the order of its counter say something about it: a twin, a step of seq that is not 1, a last shot of a day
-- key:   packet_id, item
-- Items with the same counter, time and seq are twins: core/chunk_twin.sql
-- decides between them. They stand beside each other in the order of the
-- counter's shots, which the flags of the seq need anyhow, so that one window
-- finds both. It sorts its rows, so few columns go through it, and few rows
-- come out.
-- A lane is a counter, mapped or not: shots that are not mapped have no part in
-- that order.
WITH item AS (
    SELECT
        p.period_no,
        p.lane_no,
        i.shot_time_utc,
        i.seq,
        i.packet_id,
        i.item
    FROM scope_item i
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
-- Twins have lag_seq = seq or no seq, so they are here too.
unusual AS (
    SELECT *
    FROM neighbour
    WHERE seq - lag_seq IS DISTINCT FROM 1
       OR (lead_utc = shot_time_utc AND lead_seq IS NOT DISTINCT FROM seq)
       OR lead_utc IS NULL
       OR CAST(lead_utc AS DATE) > CAST(shot_time_utc AS DATE)
       OR CAST(lag_utc AS DATE) < CAST(shot_time_utc AS DATE)
),
compared AS (
    SELECT
        n.period_no,
        n.shot_time_utc,
        n.seq,
        n.packet_id,
        n.item,
        n.lead_utc IS NULL OR n.lead_utc >= p.next_day_utc AS is_last,
        coalesce(n.lag_utc = n.shot_time_utc AND n.lag_seq IS NOT DISTINCT FROM n.seq, FALSE) AS is_as_before,
        coalesce(n.lead_utc = n.shot_time_utc AND n.lead_seq IS NOT DISTINCT FROM n.seq, FALSE) AS is_as_after,
        CASE WHEN n.lag_utc >= p.before_utc OR p.before_utc IS NULL THEN n.lag_utc ELSE p.before_utc END AS previous_utc,
        n.seq - CASE WHEN n.lag_utc >= p.before_utc OR p.before_utc IS NULL THEN n.lag_seq ELSE p.before_seq END AS step
    FROM unusual n
    JOIN scope_period p ON p.period_no = n.period_no
)
SELECT
    period_no,
    shot_time_utc,
    seq,
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
