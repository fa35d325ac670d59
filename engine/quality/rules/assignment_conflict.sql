-- rule:     assignment_conflict
-- level:    4
-- table:    DATA_SHOT
-- checks:   STATISTICS names one tool for a counter and hour
-- severity: warning
-- action:   flag the shot
-- advice:   correct STATISTICS, or decide with overrides
-- flag:     assignment_conflict
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'assignment_conflict'
GROUP BY ALL
