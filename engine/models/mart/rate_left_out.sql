-- model: rate_left_out
-- kind:  temp
-- grain: one row per shot that was quarantined for its ct and lies between two shots of a run in scope
-- key:   rn, counter_code, t_us, seq
-- rn      the shot whose interval holds it
-- ct_us   time since the tool's shot before (to the next one, where timestamps start cycles), quarantined or not, if within
--     0.5..1.5 of the reference, else the reference
-- method  difference or reference
-- Blocks of 64 places find the interval of an instant by equi-joins; an ASOF
-- join would sort all shots once more.
WITH item AS (
    SELECT DISTINCT
        k.tool_no,
        q.counter_code,
        epoch_us(q.shot_time_utc) AS t_us,
        q.seq
    FROM core.quarantine q
    JOIN core.counter_period p
      ON p.counter_code = q.counter_code
     AND p.from_utc <= q.shot_time_utc
     AND q.shot_time_utc < p.to_utc
    JOIN (SELECT DISTINCT equipment_code, tool_no FROM rate_kind WHERE context_no IS NOT NULL) k
      ON k.equipment_code = p.equipment_code
    WHERE q.reason = 'bad_ct'
),
beside AS (
    SELECT
        tool_no,
        counter_code,
        t_us,
        seq,
        max(t_us) OVER (PARTITION BY tool_no ORDER BY t_us RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_us,
        min(t_us) OVER (PARTITION BY tool_no ORDER BY t_us RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS after_us
    FROM item
),
block AS (
    SELECT
        rn // 4294967296 AS tool_no,
        rn // 64 AS block,
        min(from_us) AS from_us,
        max(from_us + d_us) AS to_us
    FROM rate_interval
    GROUP BY rn // 4294967296, rn // 64
),
near AS MATERIALIZED (
    SELECT b.*, o.block
    FROM beside b
    JOIN block o
      ON o.tool_no = b.tool_no
     AND b.t_us BETWEEN o.from_us AND o.to_us
),
pair AS MATERIALIZED (
    SELECT
        n.tool_no,
        n.counter_code,
        n.t_us,
        n.seq,
        n.before_us,
        n.after_us,
        i.run_no,
        i.kind_no,
        i.rn,
        i.t_us AS shot_us,
        i.seq AS shot_seq,
        i.ref_us,
        i.from_us,
        i.from_us + i.d_us AS to_us,
        i.is_start,
        i.ends_clock_no
    FROM near n
    JOIN rate_interval i ON i.rn // 64 = n.block
),
-- One that came again with a ct is no longer left out.
twin AS (
    SELECT p.tool_no, p.counter_code, p.t_us, p.seq
    FROM pair p
    JOIN rate_kind k ON k.kind_no = p.kind_no
    WHERE p.shot_us = p.t_us
      AND p.shot_seq IS NOT DISTINCT FROM p.seq
      AND k.counter_code = p.counter_code
),
held AS (
    SELECT
        p.*,
        CASE
            WHEN p.is_start THEN least(p.to_us, coalesce(p.after_us, p.to_us)) - p.t_us
            ELSE p.t_us - greatest(p.from_us, coalesce(p.before_us, p.from_us))
        END AS apart_us
    FROM pair p
    JOIN rate_run r ON r.run_no = p.run_no
    LEFT JOIN twin t
      ON t.tool_no = p.tool_no
     AND t.counter_code = p.counter_code
     AND t.t_us = p.t_us
     AND t.seq IS NOT DISTINCT FROM p.seq
    WHERE t.tool_no IS NULL
      AND p.ref_us > 0
      AND CASE
          WHEN p.is_start THEN p.rn <> r.last_rn AND p.shot_us <= p.t_us AND p.t_us < p.to_us
          ELSE coalesce(p.rn <> r.opening_rn, TRUE) AND p.from_us < p.t_us AND p.t_us <= p.shot_us
      END
)
SELECT
    run_no,
    kind_no,
    rn,
    ends_clock_no,
    counter_code,
    seq,
    t_us,
    CASE WHEN 2 * apart_us BETWEEN ref_us AND 3 * ref_us THEN apart_us ELSE ref_us END AS ct_us,
    CASE WHEN 2 * apart_us BETWEEN ref_us AND 3 * ref_us THEN 'difference' ELSE 'reference' END AS method
FROM held
