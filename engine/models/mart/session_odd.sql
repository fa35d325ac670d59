-- model: session_odd
-- kind:  temp
-- grain: one row per shot of a session that is idle, or whose quality score the run rate changed
-- key:   rn
-- Shots around the run rate's scope have no interval there: theirs was kept.
SELECT
    i.rn,
    i.class_no = 0 AS is_idle,
    i.quality_score
FROM rate_interval i
WHERE i.class_no = 0 OR i.is_flag_new
UNION ALL
SELECT
    s.rn,
    TRUE AS is_idle,
    s.quality_score
FROM rate_shot s
JOIN rate_kind k ON k.kind_no = s.kind_no
JOIN scope_interval i
  ON i.context_no = k.context_no
 AND i.shot_time_utc = from_epoch_us(s.t_us)
 AND i.seq IS NOT DISTINCT FROM s.seq
WHERE NOT s.in_scope AND i.class = 'idle'
