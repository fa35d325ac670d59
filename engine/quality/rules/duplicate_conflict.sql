-- rule:     duplicate_conflict
-- level:    3
-- table:    DATA_SHOT
-- checks:   a counter reports one value per time and seq
-- severity: warning
-- action:   quarantine the shot
-- advice:   see sprue trace of one of them; two senders report one counter, or values are corrected later
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'duplicate_conflict'
GROUP BY ALL
