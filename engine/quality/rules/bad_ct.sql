-- rule:     bad_ct
-- level:    2
-- table:    DATA_SHOT
-- checks:   ct is a number above 0 and at most 86,400 s
-- severity: error
-- action:   quarantine the shot
-- advice:   check the sensor of the counter; its shots are out of every figure
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'bad_ct'
GROUP BY ALL
