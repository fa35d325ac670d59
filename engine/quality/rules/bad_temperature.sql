-- rule:     bad_temperature
-- level:    2
-- table:    DATA_SHOT
-- checks:   tempMeas lies within -50..500 °C
-- severity: warning
-- action:   flag the shot
-- advice:   check the temperature sensor
-- flag:     bad_temperature
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'bad_temperature'
GROUP BY ALL
