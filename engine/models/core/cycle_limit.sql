-- model:   core.cycle_limit
-- kind:    view
-- grain:   one row per mold and span of time in which MOLD has the same limits of cycle time for it
-- key:     mold_id, equipment_code, from_utc
-- mold_id         ID of its row in MOLD
-- equipment_code  the tool
-- from_utc        start of the span
-- to_utc          its end, exclusive
-- share1          distance of the limits of level 1 as a share of the approved cycle time; NULL where it is not given so
-- seconds1        the same in s; NULL where it is not given so, and where none is set
-- share2          distance of the limits of level 2 as a share of the approved cycle time
-- seconds2        the same in s
WITH version AS (
    SELECT
        h.id AS mold_id,
        code_key(h.equipment_code) AS equipment_code,
        coalesce(h.valid_from, first_instant()) AS from_utc,
        coalesce(h.valid_to, last_instant()) AS to_utc,
        CASE WHEN h.cycle_time_limit1 > 0 AND code_key(h.cycle_time_limit1unit) = 'PERCENTAGE' THEN h.cycle_time_limit1 / 100 END AS share1,
        CASE WHEN h.cycle_time_limit1 > 0 AND code_key(h.cycle_time_limit1unit) <> 'PERCENTAGE' THEN h.cycle_time_limit1 END AS seconds1,
        CASE WHEN h.cycle_time_limit2 > 0 AND code_key(h.cycle_time_limit2unit) = 'PERCENTAGE' THEN h.cycle_time_limit2 / 100 END AS share2,
        CASE WHEN h.cycle_time_limit2 > 0 AND code_key(h.cycle_time_limit2unit) <> 'PERCENTAGE' THEN h.cycle_time_limit2 END AS seconds2
    FROM raw.mold_history h
    WHERE code_key(h.equipment_code) IS NOT NULL
),
-- Other columns of MOLD change with every sync: versions with equal limits are
-- one span.
compared AS (
    SELECT
        v.*,
        CASE
            WHEN v.from_utc <= max(v.to_utc) OVER before
                AND v.share1 IS NOT DISTINCT FROM lag(v.share1) OVER along
                AND v.seconds1 IS NOT DISTINCT FROM lag(v.seconds1) OVER along
                AND v.share2 IS NOT DISTINCT FROM lag(v.share2) OVER along
                AND v.seconds2 IS NOT DISTINCT FROM lag(v.seconds2) OVER along
            THEN 0
            ELSE 1
        END AS step
    FROM version v
    WINDOW
        along AS (PARTITION BY v.mold_id, v.equipment_code ORDER BY v.from_utc, v.to_utc),
        before AS (PARTITION BY v.mold_id, v.equipment_code ORDER BY v.from_utc, v.to_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
numbered AS (
    SELECT
        c.*,
        sum(c.step) OVER (PARTITION BY c.mold_id, c.equipment_code ORDER BY c.from_utc, c.to_utc ROWS UNBOUNDED PRECEDING) AS span_no
    FROM compared c
),
span AS (
    SELECT
        n.mold_id,
        n.equipment_code,
        min(n.from_utc) AS from_utc,
        max(n.to_utc) AS to_utc,
        min(n.share1) AS share1,
        min(n.seconds1) AS seconds1,
        min(n.share2) AS share2,
        min(n.seconds2) AS seconds2
    FROM numbered n
    GROUP BY n.mold_id, n.equipment_code, n.span_no
)
-- Spans do not overlap, so that a shot finds one at most.
SELECT
    s.mold_id,
    s.equipment_code,
    s.from_utc,
    least(s.to_utc, coalesce(lead(s.from_utc) OVER (PARTITION BY s.mold_id, s.equipment_code ORDER BY s.from_utc, s.to_utc), s.to_utc)) AS to_utc,
    s.share1,
    s.seconds1,
    s.share2,
    s.seconds2
FROM span s
