-- rule:     after_gap
-- level:    3
-- table:    DATA_SHOT
-- checks:   no number is left out before a shot
-- severity: info
-- action:   flag the shot
-- advice:   see mart.missing_shot
-- flag:     after_gap
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'after_gap'
GROUP BY ALL
