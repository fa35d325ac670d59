-- rule:     bad_json
-- level:    1
-- table:    DATA_SHOT
-- checks:   the packet is JSON
-- severity: error
-- action:   quarantine the packet
-- advice:   look at raw in core.quarantine; the gateway of this counter cuts or garbles its packets
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'bad_json'
GROUP BY ALL
