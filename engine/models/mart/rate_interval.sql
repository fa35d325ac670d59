-- model: rate_interval
-- kind:  temp
-- grain: one row per shot in scope: its interval, cut into waiting and cycle part
-- key:   rn
-- class_no       0 idle, 1 long, 2 slow, 3 fast, 4 normal
-- from_us        start of the interval
-- d_us           its length, c_us + w_us
-- ends_clock_no  clock of the shot that ends the interval: its zone gives the buckets
-- slot_no        slot that holds the shot's timestamp
-- is_inside      the whole interval lies in that slot
-- is_missing     the numbers of the interval's two shots leave some out
-- is_flag_new    dq_flags differ from those in core.shot
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
        r.ref_us,
        r.is_start,
        r.gap_slack_us,
        s.clock_no,
        CASE WHEN r.is_start AND s.rn < r.last_rn THEN coalesce(n.clock_no, s.clock_no) ELSE s.clock_no END AS ends_clock_no,
        CASE
            WHEN s.ct_us >= r.idle_us THEN 0
            WHEN s.ct_us >= r.long_us THEN 1
            WHEN s.ct_us >= r.slow_us THEN 2
            WHEN s.ct_us < r.fast_us THEN 3
            ELSE 4
        END AS class_no,
        -- The shot on the interval's other side, in the run or beyond it.
        CASE WHEN r.is_start THEN s.next_t_us - s.t_us ELSE s.t_us - s.prev_t_us END AS silence_us,
        CASE WHEN r.is_start THEN s.rn = r.last_rn ELSE coalesce(s.rn = r.opening_rn, FALSE) END AS is_open,
        CASE
            WHEN r.is_start THEN s.next_seq - s.seq > 1 AND coalesce(n.counter_no, s.counter_no) = s.counter_no
            ELSE s.seq - s.prev_seq > 1 AND coalesce(b.counter_no, s.counter_no) = s.counter_no
        END IS TRUE AS is_missing,
        (b.counter_no <> s.counter_no
            AND n.counter_no <> s.counter_no
            AND s.t_us - s.prev_t_us <= r.ref_us
            AND s.next_t_us - s.t_us <= r.ref_us) IS TRUE AS is_two_counters
    FROM rate_shot s
    JOIN rate_rule r
      ON r.block = s.rn // 4096
     AND s.rn BETWEEN r.first_rn AND r.last_rn
    -- Nearly all neighbours are of the same kind; only others are looked up.
    LEFT JOIN rate_kind b ON b.kind_no = nullif(s.prev_kind_no, s.kind_no)
    LEFT JOIN rate_kind n ON n.kind_no = nullif(s.next_kind_no, s.kind_no)
),
measured AS (
    SELECT
        j.*,
        CASE
            WHEN NOT is_open THEN silence_us
            ELSE least(
                CASE WHEN class_no <= 1 THEN coalesce(ref_us, 0) ELSE ct_us END,
                coalesce(silence_us, 9223372036854775807))
        END AS d_us
    FROM joined j
),
cut AS (
    SELECT
        m.*,
        CASE WHEN is_start THEN t_us ELSE t_us - d_us END AS from_us,
        CASE
            WHEN class_no <= 1 THEN least(coalesce(ref_us, 0), d_us)
            WHEN d_us - ct_us <= gap_slack_us THEN d_us
            ELSE ct_us
        END AS c_us,
        CASE WHEN class_no > 1 AND ct_us - d_us > gap_slack_us THEN 16 ELSE 0 END
            + CASE WHEN is_two_counters THEN 512 ELSE 0 END AS own_flags
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
    CAST(f.class_no AS TINYINT) AS class_no,
    f.from_us,
    f.d_us,
    f.c_us,
    f.d_us - f.c_us AS w_us,
    f.is_start,
    f.ends_clock_no,
    l.slot_no,
    f.ends_clock_no = f.clock_no AND f.from_us >= l.from_us AND f.from_us + f.d_us <= l.to_us AS is_inside,
    f.is_missing AND NOT f.is_open AS is_missing,
    (f.dq_flags & 528) <> f.own_flags AS is_flag_new,
    CAST(f.dq_flags - (f.dq_flags & 528) + f.own_flags AS UINTEGER) AS dq_flags,
    CASE
        WHEN (f.dq_flags & 528) = f.own_flags THEN f.quality_score
        ELSE quality_score(f.dq_flags - (f.dq_flags & 528) + f.own_flags)
    END AS quality_score
FROM cut f
JOIN rate_slot l
  ON l.clock_no = f.clock_no
 AND l.hour_no = f.t_us // 3600000000
 AND f.t_us >= l.from_us
 AND f.t_us < l.to_us
