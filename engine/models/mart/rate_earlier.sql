-- model: rate_earlier
-- kind:  temp
-- grain: one row per run that is carried on and tenth of a second of its shots before the scope
-- key:   run_no, tenth
-- A step of its own: in a full build no run is carried on, and the planner, which
-- knows nothing of rows that are not committed, would put all shots into a hash
-- table to find that out.
WITH earlier_day AS MATERIALIZED (
    SELECT CAST(unnest(generate_series(date_trunc('day', min(first_shot_utc)), max(from_utc), INTERVAL 1 DAY)) AS DATE) AS utc_day
    FROM rate_carried
)
SELECT
    c.run_no,
    (ct_us(m.ct) + 50000) // 100000 AS tenth,
    count(*) AS shots
FROM core.shot m
JOIN earlier_day d ON d.utc_day = m.utc_day
JOIN rate_carried c
  ON c.context_no = m.context_no
 AND m.shot_time_utc >= c.first_shot_utc
 AND m.shot_time_utc < c.from_utc
WHERE ct_us(m.ct) < c.idle_us
GROUP BY ALL
