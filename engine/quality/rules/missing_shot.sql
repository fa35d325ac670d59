-- rule:     missing_shot
-- level:    3
-- table:    DATA_SHOT
-- checks:   a counter leaves out no number
-- severity: warning
-- action:   list the gap in mart.missing_shot
-- advice:   check the network of the counter; downtime in a gap is doubtful
SELECT
    m.equipment_code AS subject,
    CAST(sum(least(m.shots, (epoch_us(m.to_utc) - epoch_us(m.from_utc)) // 1000000)) AS BIGINT) AS broken
FROM mart.missing_shot m
GROUP BY ALL
HAVING broken > 0
