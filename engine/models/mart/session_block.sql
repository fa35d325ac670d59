-- model: session_block
-- kind:  temp
-- grain: one row per session and block of 4096 places that it touches: all that decides about the shots in it
-- key:   session_no, block
SELECT
    b.session_no,
    unnest(range(b.first_rn // 4096, b.last_rn // 4096 + 1)) AS block,
    b.first_rn,
    b.last_rn,
    b.opening_rn,
    b.is_start,
    l.l1_below_us,
    l.l1_above_us,
    l.l2_below_us,
    l.l2_above_us
FROM session_bound b
LEFT JOIN session_limit l ON l.session_no = b.session_no
