-- model: chunk_gap
-- kind:  temp
-- grain: one row per shot of the chunk that was kept and whose seq leaves numbers out after the counter's shot before
-- key:   counter_code, to_utc, to_seq
-- Of twins one is kept, so the first in order has their time and seq all the same.
SELECT
    p.counter_code,
    p.context_no,
    s.seq - s.missing AS from_seq,
    s.seq - 1 AS to_seq,
    s.missing_from_utc AS from_utc,
    s.shot_time_utc AS to_utc,
    p.utc_day
FROM chunk_notable s
JOIN scope_period p ON p.period_no = s.period_no
WHERE s.missing IS NOT NULL
  AND p.context_no IS NOT NULL
