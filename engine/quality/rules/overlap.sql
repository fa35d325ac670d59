-- rule:     overlap
-- level:    3
-- table:    DATA_SHOT
-- checks:   a cycle does not begin before the one before it ended
-- severity: warning
-- action:   flag the shot
-- advice:   check shots.shot_time, and the clock of the counter
-- flag:     overlap
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'overlap'
GROUP BY ALL
