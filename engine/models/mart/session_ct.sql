-- model: session_ct
-- kind:  temp
-- grain: one row per session and cycle time of its shots that are not idle
-- key:   session_no, ct_us
-- Values lie on the counters' 0.1 s, so that a session of a week has few of them.
WITH counted AS (
    SELECT
        b.session_no,
        s.ct_us,
        count(*) AS shots
    FROM rate_shot s
    JOIN session_block b
      ON b.block = s.rn // 4096
     AND s.rn BETWEEN b.first_rn AND b.last_rn
    LEFT JOIN session_odd o ON o.rn = s.rn
    WHERE NOT coalesce(o.is_idle, FALSE)
    GROUP BY b.session_no, s.ct_us
    UNION ALL
    SELECT session_no, ct_us, shots FROM session_earlier
)
SELECT
    session_no,
    ct_us,
    CAST(sum(shots) AS BIGINT) AS shots
FROM counted
GROUP BY session_no, ct_us
