-- rule:     not_an_array
-- level:    1
-- table:    DATA_SHOT
-- checks:   the packet is an array
-- severity: error
-- action:   quarantine the packet
-- advice:   look at raw in core.quarantine; the sender must write an array of shots
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'not_an_array'
GROUP BY ALL
