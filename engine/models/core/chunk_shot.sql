-- model: chunk_shot
-- kind:  temp
-- grain: one row per item of the chunk that passed the checks of packet and shot, with what becomes of it
-- key:   packet_id, item
-- Items with the same counter, time and seq are twins: core/chunk_twin.sql
-- decides between them. They stand beside each other in the order of the
-- counter's shots, which the flags of the seq need anyhow, so that one window
-- finds both.
WITH item AS (
    SELECT
        p.period_no,
        p.counter_no,
        p.context_no,
        p.flags AS period_flags,
        p.context_no IS NOT NULL AS is_mapped,
        p.before_utc,
        p.before_seq,
        i.utc_day,
        i.shot_time_utc,
        i.seq,
        i.ct,
        i.temperature,
        i.extra,
        i.flags,
        i.packet_id,
        i.item
    FROM core.shot_item i
    JOIN scope_period p
      ON p.counter_code = i.counter_code
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
    WINDOW in_order AS (PARTITION BY counter_no, is_mapped ORDER BY shot_time_utc, seq NULLS FIRST)
),
compared AS (
    SELECT
        *,
        coalesce(lag_utc = shot_time_utc AND lag_seq IS NOT DISTINCT FROM seq, FALSE) AS is_as_before,
        coalesce(lead_utc = shot_time_utc AND lead_seq IS NOT DISTINCT FROM seq, FALSE) AS is_as_after,
        seq - CASE WHEN lag_utc >= before_utc OR before_utc IS NULL THEN lag_seq ELSE before_seq END AS step
    FROM neighbour
)
SELECT
    period_no,
    counter_no,
    context_no,
    period_flags,
    utc_day,
    shot_time_utc,
    seq,
    ct,
    temperature,
    extra,
    flags,
    CAST(CASE
        WHEN is_as_before THEN 0
        WHEN step > 1 THEN 8
        WHEN step < 0 THEN 4
        ELSE 0
    END AS UINTEGER) AS seq_flags,
    packet_id,
    item,
    is_mapped,
    CASE
        WHEN is_as_before OR is_as_after THEN 'twin'
        WHEN is_mapped THEN 'kept'
        ELSE 'unmapped'
    END AS fate
FROM compared
