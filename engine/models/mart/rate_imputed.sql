-- model: rate_imputed
-- kind:  temp
-- grain: one row per imputed shot of a run in scope
-- key:   rn, counter_code, t_us, seq
-- rn      the shot whose interval holds it
-- method  difference, reference or spread
-- Shots that the numbers of an interval's two shots leave out are spread evenly
-- over it, as long as each has half of the reference at least: a number that
-- jumps further is no series of shots. 10,000 at most, as in a packet.
WITH gap AS (
    SELECT
        i.run_no,
        i.kind_no,
        i.rn,
        i.ends_clock_no,
        i.from_us,
        i.d_us,
        i.ref_us,
        CASE WHEN i.is_start THEN s.seq ELSE s.prev_seq END AS from_seq,
        CASE WHEN i.is_start THEN s.next_seq - s.seq ELSE s.seq - s.prev_seq END AS steps
    FROM rate_interval i
    JOIN rate_shot s ON s.rn = i.rn
    WHERE i.is_missing
      AND i.ref_us > 0
),
missing AS (
    SELECT g.*, unnest(range(1, g.steps)) AS step
    FROM gap g
    WHERE g.steps <= 10000
      AND g.steps <= 2 * g.d_us // g.ref_us
),
spread AS (
    SELECT
        m.run_no,
        m.kind_no,
        m.rn,
        m.ends_clock_no,
        k.counter_code,
        m.from_seq + m.step AS seq,
        m.from_us + m.step * (m.d_us // m.steps) + m.step * (m.d_us % m.steps) // m.steps AS t_us,
        m.ref_us AS ct_us
    FROM missing m
    JOIN rate_kind k ON k.kind_no = m.kind_no
),
imputed AS (
    SELECT
        s.*,
        'spread' AS method
    FROM spread s
    ANTI JOIN rate_left_out q
      ON q.rn = s.rn
     AND q.counter_code = s.counter_code
     AND q.seq = s.seq
    UNION ALL
    SELECT
        q.run_no,
        q.kind_no,
        q.rn,
        q.ends_clock_no,
        q.counter_code,
        q.seq,
        q.t_us,
        q.ct_us,
        q.method
    FROM rate_left_out q
)
SELECT
    i.run_no,
    i.kind_no,
    i.rn,
    l.slot_no,
    i.counter_code,
    i.seq,
    i.t_us,
    i.ct_us,
    i.method
FROM imputed i
JOIN rate_slot l
  ON l.clock_no = i.ends_clock_no
 AND l.hour_no = i.t_us // 3600000000
 AND i.t_us >= l.from_us
 AND i.t_us < l.to_us
