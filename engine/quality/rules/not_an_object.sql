-- rule:     not_an_object
-- level:    2
-- table:    DATA_SHOT
-- checks:   a shot is an object
-- severity: error
-- action:   quarantine the shot
-- advice:   look at raw in core.quarantine; the sender mixes other values into the array
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'not_an_object'
GROUP BY ALL
