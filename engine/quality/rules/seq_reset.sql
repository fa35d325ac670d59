-- rule:     seq_reset
-- level:    3
-- table:    DATA_SHOT
-- checks:   a counter's number goes forward
-- severity: info
-- action:   flag the shot
-- advice:   expected where a counter is changed or reset
-- flag:     seq_reset
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'seq_reset'
GROUP BY ALL
