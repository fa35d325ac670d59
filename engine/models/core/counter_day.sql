-- model:   core.counter_day
-- grain:   one row per counter and UTC day with items
-- key:     counter_code, utc_day
-- rebuild: counter and UTC day of a changed packet or period
-- counter_code  the counter, trimmed and upper case; NULL where a packet has none
-- utc_day       day of the items' time; of SHOT_START_TIME for whole packets and unreadable times; NULL if there is neither
-- items         items in packets; a packet in quarantine as a whole counts as one
-- kept          rows in core.shot, and so in core.master_shot
-- quarantined   rows in core.quarantine
-- duplicates    rows in core.duplicate
-- last_utc      instant of the last shot that was kept
-- last_seq      its seq
WITH counted AS (
    SELECT
        t.context_no,
        t.utc_day,
        count(*) AS kept
    FROM core.shot t
    JOIN (SELECT DISTINCT s.utc_day FROM scope_counter_day s) AS d ON d.utc_day = t.utc_day
    GROUP BY t.context_no, t.utc_day
),
kept AS (
    SELECT
        c.counter_code,
        n.utc_day,
        CAST(sum(n.kept) AS BIGINT) AS kept
    FROM counted n
    JOIN core.shot_context c ON c.context_no = n.context_no
    GROUP BY c.counter_code, n.utc_day
),
quarantined AS (
    SELECT
        q.counter_code,
        q.utc_day,
        count(*) AS quarantined
    FROM core.quarantine q
    GROUP BY q.counter_code, q.utc_day
),
duplicate AS (
    SELECT
        d.counter_code,
        d.utc_day,
        count(*) AS duplicates
    FROM core.duplicate d
    GROUP BY d.counter_code, d.utc_day
)
SELECT
    s.counter_code,
    s.utc_day,
    s.items,
    coalesce(k.kept, 0) AS kept,
    coalesce(q.quarantined, 0) AS quarantined,
    coalesce(d.duplicates, 0) AS duplicates,
    l.last_utc,
    l.last_seq
FROM scope_counter_day s
LEFT JOIN kept k ON k.counter_code = s.counter_code AND k.utc_day = s.utc_day
LEFT JOIN scope_last l ON l.counter_code = s.counter_code AND l.utc_day = s.utc_day
LEFT JOIN quarantined q ON q.counter_code IS NOT DISTINCT FROM s.counter_code AND q.utc_day IS NOT DISTINCT FROM s.utc_day
LEFT JOIN duplicate d ON d.counter_code IS NOT DISTINCT FROM s.counter_code AND d.utc_day IS NOT DISTINCT FROM s.utc_day
WHERE s.items > 0 OR k.kept > 0 OR q.quarantined > 0 OR d.duplicates > 0
