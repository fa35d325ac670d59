-- rule:     no_part
-- level:    4
-- table:    DATA_SHOT
-- checks:   the tool has a part
-- severity: warning
-- action:   flag the shot
-- advice:   add its row to MOLD_PART
-- flag:     no_part
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'no_part'
GROUP BY ALL
