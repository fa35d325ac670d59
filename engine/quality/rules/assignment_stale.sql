-- rule:     assignment_stale
-- level:    4
-- table:    DATA_SHOT
-- checks:   STATISTICS names the assignment within shots.assignment_max_age
-- severity: warning
-- action:   flag the shot
-- advice:   look whether STATISTICS is still exported
-- flag:     assignment_stale
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'assignment_stale'
GROUP BY ALL
