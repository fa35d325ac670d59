-- model: scope_period
-- kind:  temp
-- grain: one row per counter and UTC day of the chunk and period on that day, with the counter's last shot before the day
-- key:   period_no
SELECT
    CAST(row_number() OVER (ORDER BY p.equipment_code, p.counter_code, s.utc_day, p.from_utc) AS INTEGER) AS period_no,
    CAST(dense_rank() OVER (ORDER BY p.counter_code, p.equipment_code IS NULL) AS INTEGER) AS lane_no,
    s.utc_day,
    e.before_utc,
    e.before_seq,
    p.counter_code,
    n.counter_no,
    p.from_utc,
    p.to_utc,
    CAST(s.utc_day + 1 AS TIMESTAMP) AS next_day_utc,
    c.context_no,
    p.part_count,
    p.family_parts,
    p.flags,
    quality_score(p.flags) AS score
FROM scope_counter_day s
JOIN core.counter_period p
  ON p.counter_code = s.counter_code
 AND p.from_utc < CAST(s.utc_day + 1 AS TIMESTAMP)
 AND p.to_utc > CAST(s.utc_day AS TIMESTAMP)
JOIN core.counter n ON n.counter_code = p.counter_code
LEFT JOIN scope_before e ON e.counter_code = s.counter_code AND e.utc_day = s.utc_day
LEFT JOIN core.shot_context c ON c.counter_code = p.counter_code AND c.decision = p.decision
