-- model: rate_stop
-- kind:  temp
-- grain: one row per stop of a run in scope
-- key:   stop_id
-- kind_no  of the stop's first shot
-- slot_no  slot in which the stop starts
WITH waiting AS (
    SELECT
        run_no,
        rn,
        rn - row_number() OVER (PARTITION BY run_no ORDER BY rn) AS series,
        kind_no,
        t_us,
        seq,
        class_no,
        w_us,
        ends_clock_no,
        from_us + CASE WHEN is_start THEN c_us ELSE 0 END AS w_from_us,
        from_us + CASE WHEN is_start THEN d_us ELSE w_us END AS w_to_us
    FROM rate_interval
    WHERE w_us > 0
),
series AS (
    SELECT
        run_no,
        min(rn) AS first_rn,
        min(t_us) AS first_t_us,
        max(t_us) AS last_t_us,
        count(*) AS shots,
        min(w_from_us) AS start_us,
        max(w_to_us) AS end_us,
        CAST(sum(w_us) AS BIGINT) AS downtime_us,
        CAST(sum(CASE WHEN class_no > 1 THEN w_us ELSE 0 END) AS BIGINT) AS gap_us,
        CAST(sum(CASE WHEN class_no = 1 THEN w_us ELSE 0 END) AS BIGINT) AS long_us,
        CAST(sum(CASE WHEN class_no = 0 THEN w_us ELSE 0 END) AS BIGINT) AS idle_us
    FROM waiting
    GROUP BY run_no, series
),
-- The slots are joined after this step: before it, only their clock could be
-- compared, which gave 600 rows a stop.
first_shot AS MATERIALIZED (
    SELECT
        s.*,
        f.kind_no,
        f.t_us,
        f.seq,
        f.ends_clock_no,
        s.start_us // 3600000000 AS hour_no
    FROM series s
    JOIN waiting f ON f.rn = s.first_rn
)
SELECT
    s.run_no,
    s.first_rn,
    s.kind_no,
    stable_id('stop' || chr(31) || k.equipment_code || chr(31) || s.t_us || chr(31) || coalesce(CAST(s.seq AS VARCHAR), '') || chr(31) || k.counter_code) AS stop_id,
    r.run_id,
    l.slot_no,
    s.start_us,
    s.end_us,
    l.offset_us,
    s.first_t_us,
    s.last_t_us,
    s.downtime_us,
    CASE
        WHEN s.gap_us >= s.long_us AND s.gap_us >= s.idle_us THEN 'gap'
        WHEN s.long_us >= s.idle_us THEN 'long'
        ELSE 'idle'
    END AS cause,
    s.shots,
    s.downtime_us < p.micro_stop_us AS is_micro
FROM first_shot s
JOIN rate_run r ON r.run_no = s.run_no
JOIN rate_kind k ON k.kind_no = s.kind_no
JOIN rate_kind p ON p.kind_no = r.first_kind_no
JOIN rate_slot l
  ON l.clock_no = s.ends_clock_no
 AND l.hour_no = s.hour_no
 AND s.start_us >= l.from_us
 AND s.start_us < l.to_us
