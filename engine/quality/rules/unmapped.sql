-- rule:     unmapped
-- level:    4
-- table:    DATA_SHOT
-- checks:   the counter is on a tool at that time
-- severity: error
-- action:   quarantine the shot
-- advice:   add rows to STATISTICS, COUNTER_CODE to MOLD, or an entry to overrides; the next build rescues the shots
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'unmapped'
GROUP BY ALL
