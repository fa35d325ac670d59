-- rule:     unknown_zone
-- level:    4
-- table:    DATA_SHOT
-- checks:   the time zone of the plant is known
-- severity: warning
-- action:   flag the shot
-- advice:   set TIME_ZONE_ID in LOCATION to an IANA name such as Europe/Berlin
-- flag:     unknown_zone
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'unknown_zone'
GROUP BY ALL
