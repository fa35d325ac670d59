-- rule:     no_temperature
-- level:    2
-- table:    DATA_SHOT
-- checks:   a tool that sends temperatures sends one with each shot
-- severity: info
-- action:   count it
-- advice:   check the temperature sensor
SELECT
    q.equipment_code AS subject,
    CAST(sum(q.temperature_gaps) AS BIGINT) AS broken
FROM (
    SELECT
        c.equipment_code,
        h.local_date,
        sum(h.shots) - sum(h.temperatures) AS temperature_gaps
    FROM core.shot_hour h
    JOIN core.shot_context c ON c.context_no = h.context_no
    GROUP BY ALL
    HAVING sum(h.temperatures) > 0
) AS q
WHERE q.temperature_gaps > 0
GROUP BY ALL
