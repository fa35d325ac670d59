-- rule:     no_approved_ct
-- level:    4
-- table:    DATA_SHOT
-- checks:   the tool has an approved cycle time
-- severity: warning
-- action:   flag the shot
-- advice:   set CONTRACTED_CYCLE_TIME in MOLD, or approved_ct in overrides
-- flag:     no_approved_ct
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'no_approved_ct'
GROUP BY ALL
