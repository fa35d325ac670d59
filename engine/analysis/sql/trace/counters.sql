-- What there is to trace: counters, their numbers and their times.
SELECT
    counter_code AS name,
    MIN(seq) AS first_seq,
    MAX(seq) AS last_seq
FROM core.master_shot
GROUP BY counter_code
ORDER BY counter_code
