-- rule:     assignment_backfill
-- level:    4
-- table:    DATA_SHOT
-- checks:   a shot lies after the counter's first row in STATISTICS
-- severity: info
-- action:   flag the shot
-- advice:   nothing to do where a counter is new
-- flag:     assignment_backfill
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'assignment_backfill'
GROUP BY ALL
