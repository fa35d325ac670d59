-- rule:     part_first_known
-- level:    4
-- table:    DATA_SHOT
-- checks:   a shot lies after the first switch of the tool
-- severity: info
-- action:   flag the shot
-- advice:   set SWITCHED_TIME of its first part back
-- flag:     part_first_known
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'part_first_known'
GROUP BY ALL
