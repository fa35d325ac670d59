-- rule:     no_seq
-- level:    2
-- table:    DATA_SHOT
-- checks:   a shot has a number (seq), whole and not negative
-- severity: warning
-- action:   flag the shot
-- advice:   update the counter: without a number missing shots are not seen
-- flag:     no_seq
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'no_seq'
GROUP BY ALL
