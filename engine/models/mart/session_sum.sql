-- model: session_sum
-- kind:  temp
-- grain: one row per session, kind of shots and slot: all that adds up
-- key:   session_no, kind_no, slot_no
-- idle_time_us  times between a shot and the session's one before it (after it, where timestamps start cycles) that are in no cycle
-- degrees       sum of the temperatures, 10⁻⁶ °C; usable ones end at 500 °C, so that a square is a BIGINT
WITH shot AS (
    SELECT
        b.session_no,
        s.kind_no,
        l.slot_no,
        s.t_us,
        CASE WHEN o.is_idle THEN NULL ELSE s.ct_us END AS ct_us,
        coalesce(o.is_idle, FALSE) AS is_idle,
        CASE
            WHEN b.is_start THEN CASE WHEN s.rn < b.last_rn THEN s.next_t_us - s.t_us END
            WHEN b.opening_rn IS NULL OR s.rn > b.opening_rn THEN s.t_us - s.prev_t_us
        END AS apart_us,
        b.l1_below_us,
        b.l1_above_us,
        b.l2_below_us,
        b.l2_above_us,
        s.temperature,
        CAST(round(s.temperature * 1000000) AS BIGINT) AS degrees,
        coalesce(o.quality_score, s.quality_score) AS quality_score
    FROM rate_shot s
    JOIN session_block b
      ON b.block = s.rn // 4096
     AND s.rn BETWEEN b.first_rn AND b.last_rn
    JOIN rate_slot l
      ON l.clock_no = s.clock_no
     AND l.hour_no = s.t_us // 3600000000
     AND s.t_us >= l.from_us
     AND s.t_us < l.to_us
    LEFT JOIN session_odd o ON o.rn = s.rn
)
SELECT
    session_no,
    kind_no,
    slot_no,
    count(*) AS shots,
    count(*) FILTER (WHERE ct_us < l1_below_us) AS shots_below,
    count(*) FILTER (WHERE ct_us >= l1_below_us AND ct_us <= l1_above_us) AS shots_within,
    count(*) FILTER (WHERE ct_us > l1_above_us) AS shots_above,
    count(*) FILTER (WHERE ct_us < l2_below_us OR ct_us > l2_above_us) AS shots_beyond_l2,
    count(*) FILTER (WHERE is_idle) AS shots_idle,
    CAST(sum(coalesce(ct_us, 0)) AS BIGINT) AS production_time_us,
    CAST(sum(greatest(0, coalesce(apart_us - coalesce(ct_us, 0), 0))) AS BIGINT) AS idle_time_us,
    count(temperature) AS temperatures,
    CAST(sum(degrees) AS DECIMAL(38, 0)) AS degrees,
    CAST(sum(degrees * degrees) AS DECIMAL(38, 0)) AS degree_squares,
    min(temperature) AS temp_min,
    max(temperature) AS temp_max,
    CAST(sum(quality_score) AS BIGINT) AS score_sum,
    min(t_us) AS first_t_us,
    max(t_us) AS last_t_us
FROM shot
GROUP BY session_no, kind_no, slot_no
