-- rule:     too_long
-- level:    1
-- table:    DATA_SHOT
-- checks:   the packet has at most 10,000 items
-- severity: error
-- action:   quarantine the packet
-- advice:   send smaller packets
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'too_long'
GROUP BY ALL
