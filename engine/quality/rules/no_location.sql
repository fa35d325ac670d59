-- rule:     no_location
-- level:    4
-- table:    DATA_SHOT
-- checks:   the tool has a plant in LOCATION
-- severity: warning
-- action:   flag the shot
-- advice:   set LOCATION_ID in MOLD, or add the location
-- flag:     no_location
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'no_location'
GROUP BY ALL
