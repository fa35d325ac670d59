-- rule:     supplier_cycle
-- level:    4
-- table:    DATA_SHOT
-- checks:   no company is above itself
-- severity: warning
-- action:   flag the shot
-- advice:   correct PARENT_ID in COMPANY
-- flag:     supplier_cycle
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'supplier_cycle'
GROUP BY ALL
