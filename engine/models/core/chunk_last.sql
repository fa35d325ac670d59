-- model: chunk_last
-- kind:  temp
-- grain: one row per counter and UTC day of the chunk with shots that were kept: the last one
-- key:   counter_code, utc_day
WITH by_period AS (
    SELECT
        period_no,
        max(shot_time_utc) AS last_utc
    FROM chunk_shot
    WHERE fate = 'kept'
    GROUP BY period_no
),
latest AS (
    SELECT
        p.counter_code,
        p.utc_day,
        max_by(b.period_no, b.last_utc) AS period_no,
        max(b.last_utc) AS last_utc
    FROM by_period b
    JOIN scope_period p ON p.period_no = b.period_no
    GROUP BY p.counter_code, p.utc_day
)
SELECT
    t.counter_code,
    t.utc_day,
    t.last_utc,
    max(s.seq) AS last_seq
FROM latest t
JOIN chunk_shot s ON s.period_no = t.period_no AND s.shot_time_utc = t.last_utc
WHERE s.fate = 'kept'
GROUP BY t.counter_code, t.utc_day, t.last_utc
