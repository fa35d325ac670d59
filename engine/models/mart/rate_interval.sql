-- model: rate_interval
-- kind:  temp
-- grain: one row per shot in scope: its interval, cut into waiting and cycle part
-- key:   rn
-- from_us        start of the interval
-- to_us          its end
-- d_us           its length, c_us + w_us
-- clock_no       clock of the shot
-- ends_clock_no  clock of the shot that ends the interval: its zone gives the buckets
-- slot_no        slot that holds the shot's timestamp
-- is_inside      the whole interval lies in that slot
-- is_missing     the numbers of the interval's two shots leave some out
WITH joined AS (
    SELECT
        r.run_no,
        s.kind_no,
        s.rn,
        s.t_us,
        s.seq,
        s.ct_us,
        s.dq_flags,
        s.quality_score,
        ref.ref_us,
        p.is_start,
        p.gap_slack_us,
        k.clock_no,
        CASE WHEN p.is_start AND s.rn < r.last_rn THEN n.clock_no ELSE k.clock_no END AS ends_clock_no,
        CASE
            WHEN (s.ct_us + 500) // 1000 >= p.idle_ms THEN 'idle'
            WHEN (s.ct_us + 500) // 1000 > ref.long_ms THEN 'long'
            WHEN (s.ct_us + 500) // 1000 > ref.slow_ms THEN 'slow'
            WHEN (s.ct_us + 500) // 1000 < ref.fast_ms THEN 'fast'
            ELSE 'normal'
        END AS class,
        -- The shot on the interval's other side; NULL where there is none in
        -- the run.
        CASE
            WHEN p.is_start AND s.rn < r.last_rn THEN s.next_t_us
            WHEN NOT p.is_start AND s.rn > r.first_rn THEN s.prev_t_us
        END AS other_us,
        CASE WHEN p.is_start THEN s.next_t_us ELSE s.prev_t_us END AS limit_us,
        CASE
            WHEN p.is_start AND s.rn < r.last_rn THEN n.counter_no = k.counter_no AND s.next_seq - s.seq > 1
            WHEN NOT p.is_start AND s.rn > r.first_rn THEN b.counter_no = k.counter_no AND s.seq - s.prev_seq > 1
        END IS TRUE AS is_missing,
        (b.counter_no <> k.counter_no
            AND n.counter_no <> k.counter_no
            AND s.t_us - s.prev_t_us <= ref.ref_us
            AND s.next_t_us - s.t_us <= ref.ref_us) IS TRUE AS is_two_counters
    FROM rate_shot s
    JOIN rate_run_block r
      ON r.block = s.rn // 4096
     AND s.rn BETWEEN r.first_rn AND r.last_rn
    JOIN rate_reference ref ON ref.run_no = r.run_no
    JOIN rate_kind p ON p.kind_no = ref.kind_no
    JOIN rate_kind k ON k.kind_no = s.kind_no
    LEFT JOIN rate_kind b ON b.kind_no = s.prev_kind_no
    LEFT JOIN rate_kind n ON n.kind_no = s.next_kind_no
),
opened AS (
    SELECT
        j.*,
        CASE
            WHEN other_us IS NOT NULL THEN abs(other_us - t_us)
            ELSE least(
                CASE WHEN class IN ('idle', 'long') THEN coalesce(ref_us, 0) ELSE ct_us END,
                coalesce(abs(limit_us - t_us), 9223372036854775807))
        END AS d_us
    FROM joined j
),
measured AS (
    SELECT
        o.*,
        CASE WHEN is_start THEN t_us ELSE t_us - d_us END AS from_us,
        CASE WHEN is_start THEN t_us + d_us ELSE t_us END AS to_us,
        CASE
            WHEN class IN ('idle', 'long') THEN least(coalesce(ref_us, 0), d_us)
            WHEN d_us - ct_us <= gap_slack_us THEN d_us
            ELSE ct_us
        END AS c_us,
        class NOT IN ('idle', 'long') AND ct_us - d_us > gap_slack_us AS is_overlap
    FROM opened o
),
flagged AS (
    SELECT
        m.*,
        CAST(CASE WHEN is_overlap THEN 16 ELSE 0 END + CASE WHEN is_two_counters THEN 512 ELSE 0 END AS UINTEGER) AS own_flags
    FROM measured m
)
SELECT
    f.run_no,
    f.kind_no,
    f.rn,
    f.t_us,
    f.seq,
    f.ct_us,
    f.ref_us,
    f.class,
    f.from_us,
    f.to_us,
    f.d_us,
    f.c_us,
    f.d_us - f.c_us AS w_us,
    f.is_start,
    f.ends_clock_no,
    l.slot_no,
    f.ends_clock_no = f.clock_no AND f.from_us >= l.from_us AND f.to_us <= l.to_us AS is_inside,
    f.is_missing,
    (f.dq_flags & 528) <> f.own_flags AS is_flag_new,
    CAST(f.dq_flags - (f.dq_flags & 528) + f.own_flags AS UINTEGER) AS dq_flags,
    CASE
        WHEN (f.dq_flags & 528) = f.own_flags THEN f.quality_score
        ELSE quality_score(f.dq_flags - (f.dq_flags & 528) + f.own_flags)
    END AS quality_score
FROM flagged f
JOIN rate_slot l
  ON l.clock_no = f.clock_no
 AND l.hour_no = f.t_us // 3600000000
 AND f.t_us >= l.from_us
 AND f.t_us < l.to_us
