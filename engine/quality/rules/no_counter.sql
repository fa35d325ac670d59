-- rule:     no_counter
-- level:    1
-- table:    DATA_SHOT
-- checks:   the packet names its counter
-- severity: error
-- action:   quarantine the packet
-- advice:   set COUNTER_CODE where the packets are written
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'no_counter'
GROUP BY ALL
