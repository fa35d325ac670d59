-- rule:     assignment_counter
-- level:    4
-- table:    DATA_SHOT
-- checks:   STATISTICS knows the counter
-- severity: warning
-- action:   flag the shot
-- advice:   add its rows to STATISTICS: MOLD only says where it is now
-- flag:     assignment_counter
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'assignment_counter'
GROUP BY ALL
