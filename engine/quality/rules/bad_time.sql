-- rule:     bad_time
-- level:    2
-- table:    DATA_SHOT
-- checks:   time is readable, from 2015 on and at most 10 min after arrival
-- severity: error
-- action:   quarantine the shot
-- advice:   set the clock of the counter; its shots are out of every figure
SELECT
    coalesce(q.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.quarantine q
WHERE q.reason = 'bad_time'
GROUP BY ALL
