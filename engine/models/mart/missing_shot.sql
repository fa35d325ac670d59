-- model:   mart.missing_shot
-- grain:   one row per gap in a counter's numbers: shots that it counted and that are not in core.master_shot; a reset is no gap
-- key:     counter_code, to_utc, to_seq
-- rebuild: counter and UTC day of a changed packet or period, and the counter's next day with shots
-- counter_code    the counter, trimmed and upper case
-- equipment_code  the tool of the shot after the gap
-- from_seq        first number that is left out
-- to_seq          last number that is left out
-- shots           numbers that are left out and never came
-- quarantined     further numbers that are left out because their items are in core.quarantine
-- from_utc        instant of the shot before the gap
-- to_utc          instant of the shot after it
-- utc_day         day of to_utc
-- local_date      local production day of to_utc, on which the gap counts
WITH sent AS (
    SELECT
        g.counter_code,
        g.to_utc,
        g.to_seq,
        count(DISTINCT q.seq) AS quarantined
    FROM scope_gap g
    JOIN core.quarantine q
      ON q.counter_code = g.counter_code
     AND q.seq >= g.from_seq
     AND q.seq <= g.to_seq
     AND q.utc_day >= CAST(g.from_utc AS DATE)
     AND q.utc_day <= g.utc_day
    GROUP BY g.counter_code, g.to_utc, g.to_seq
)
SELECT
    g.counter_code,
    c.equipment_code,
    g.from_seq,
    g.to_seq,
    g.to_seq - g.from_seq + 1 - coalesce(s.quarantined, 0) AS shots,
    coalesce(s.quarantined, 0) AS quarantined,
    g.from_utc,
    g.to_utc,
    g.utc_day,
    local_day(g.to_utc, c.offset_us, c.day_start_us) AS local_date
FROM scope_gap g
JOIN core.shot_context c ON c.context_no = g.context_no
LEFT JOIN sent s ON s.counter_code = g.counter_code AND s.to_utc = g.to_utc AND s.to_seq = g.to_seq
