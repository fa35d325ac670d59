-- rule:     reconciliation_hour
-- level:    4
-- table:    STATISTICS
-- checks:   shots of a counter and hour are as many as STATISTICS counts, but for the limit
-- severity: warning
-- action:   report it
-- advice:   see mart.reconciliation, kind hour
-- limit:    0.05
SELECT
    r.counter_code AS subject,
    count(*) AS broken
FROM mart.reconciliation r
WHERE r.kind = 'hour'
  AND abs(r.difference) > greatest(1, $limit * r.expected)
GROUP BY ALL
