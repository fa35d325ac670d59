-- model:   core.assignment_conflict
-- grain:   one row per hour in which STATISTICS put a counter on more than one mold
-- key:     counter_code, from_utc
-- rebuild: always, it is small; its differences make shots dirty
-- counter_code  the counter, trimmed and upper case
-- from_utc      start of the hour
-- to_utc        its end
-- molds         how many molds it names
SELECT
    counter_code,
    hour_utc AS from_utc,
    hour_utc + INTERVAL 1 HOUR AS to_utc,
    count(*) AS molds
FROM assignment_hour
GROUP BY counter_code, hour_utc
HAVING count(*) > 1
