-- rule:     cavities_default
-- level:    4
-- table:    DATA_SHOT
-- checks:   CAVITY or TOTAL_CAVITIES is known
-- severity: warning
-- action:   flag the shot
-- advice:   set them: the tool counts one part a shot
-- flag:     cavities_default
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'cavities_default'
GROUP BY ALL
