-- rule:     two_counters
-- level:    4
-- table:    DATA_SHOT
-- checks:   one counter reports a tool
-- severity: error
-- action:   flag the shot
-- advice:   take one of the counters off the tool: its shots count twice
-- flag:     two_counters
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'two_counters'
GROUP BY ALL
