-- model: rate_temperature
-- kind:  temp
-- grain: one row per shot in scope without a temperature that can be estimated
-- key:   rn
-- Linear in time between the run's nearest shots with a temperature before and
-- after, if these are at most 10 min and 5 places apart; half-way between them
-- where both have the same time. Only the ends of holes are looked for: a tool
-- that never measures costs nothing.
WITH missing AS (
    SELECT rn, t_us, in_scope
    FROM rate_shot
    WHERE temperature IS NULL
),
opening AS (
    SELECT m.rn, b.t_us AS before_us, b.temperature AS before_temperature
    FROM missing m
    JOIN rate_shot b ON b.rn = m.rn - 1
    WHERE b.temperature IS NOT NULL
),
closing AS (
    SELECT m.rn, a.t_us AS after_us, a.temperature AS after_temperature
    FROM missing m
    JOIN rate_shot a ON a.rn = m.rn + 1
    WHERE a.temperature IS NOT NULL
),
-- The first end from an opening on is the end of its hole, of at most 4 shots.
reach AS (
    SELECT o.rn AS first_rn, o.before_us, o.before_temperature, o.rn + n.away AS last_rn
    FROM opening o
    CROSS JOIN (SELECT unnest(range(4)) AS away) n
),
hole AS (
    SELECT
        r.first_rn,
        r.last_rn,
        r.before_us,
        r.before_temperature,
        c.after_us,
        c.after_temperature
    FROM reach r
    JOIN closing c ON c.rn = r.last_rn
    WHERE c.after_us - r.before_us <= 600000000
    QUALIFY row_number() OVER (PARTITION BY r.first_rn ORDER BY r.last_rn) = 1
),
inside AS (
    SELECT h.*, unnest(range(h.first_rn, h.last_rn + 1)) AS rn
    FROM hole h
)
SELECT
    i.rn,
    i.before_temperature + (i.after_temperature - i.before_temperature)
        * CASE WHEN i.after_us = i.before_us THEN 0.5 ELSE (m.t_us - i.before_us) / (i.after_us - i.before_us) END AS temperature_imputed
FROM inside i
JOIN missing m ON m.rn = i.rn
JOIN rate_run_block b
  ON b.block = i.rn // 4096
 AND i.rn BETWEEN b.first_rn AND b.last_rn
JOIN rate_run r ON r.run_no = b.run_no
WHERE m.in_scope
  AND i.last_rn + 1 <= r.last_rn
  AND (i.first_rn - 1 >= r.first_rn OR (r.carried_cut_us IS NOT NULL AND i.before_us >= r.first_t_us))
