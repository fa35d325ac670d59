-- model: chunk_last
-- kind:  temp
-- grain: one row per counter and UTC day of the chunk with shots that were kept: the last one
-- key:   counter_code, utc_day
-- Of twins one is kept, so the last in order has its time and seq all the same.
SELECT
    p.counter_code,
    p.utc_day,
    s.shot_time_utc AS last_utc,
    s.seq AS last_seq
FROM chunk_notable s
JOIN scope_period p ON p.period_no = s.period_no
WHERE s.is_last
  AND p.context_no IS NOT NULL
