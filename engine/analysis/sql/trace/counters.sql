-- What there is to trace: counters that sent packets, the numbers of their
-- shots that count, and whether the configured pattern leaves them out.
WITH kept AS (
    SELECT
        counter_code,
        MIN(seq) AS first_seq,
        MAX(seq) AS last_seq
    FROM core.master_shot
    GROUP BY counter_code
),
sent AS (
    SELECT
        counter_code,
        bool_and(reading = 'outside') AS is_outside
    FROM core.packet
    WHERE counter_code IS NOT NULL
    GROUP BY counter_code
)
SELECT
    s.counter_code AS name,
    k.first_seq,
    k.last_seq,
    s.is_outside
FROM sent s
LEFT JOIN kept k ON k.counter_code = s.counter_code
ORDER BY s.counter_code
