-- rule:     silent_counter
-- level:    5
-- table:    STATISTICS
-- checks:   a counter sends shots in an hour in which STATISTICS counts some
-- severity: error
-- action:   report it
-- advice:   check the network of the counter: its tool ran
SELECT
    r.counter_code AS subject,
    count(*) AS broken
FROM mart.reconciliation r
WHERE r.kind = 'hour'
  AND r.expected > 0
  AND r.found = 0
GROUP BY ALL
