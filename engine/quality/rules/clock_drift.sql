-- rule:     clock_drift
-- level:    3
-- table:    DATA_SHOT
-- checks:   a counter's clock is not ahead of arrival
-- severity: warning
-- action:   report it
-- advice:   set the clock of the counter; more than 10 min ahead its shots are quarantined
SELECT
    p.counter_code AS subject,
    count(*) AS broken
FROM core.packet p
WHERE p.counter_code IS NOT NULL
  AND p.reading <> 'outside'
  AND p.shot_start_time // 1000 > epoch_us(p.arrived_utc)
GROUP BY ALL
