-- model:   core.assignment
-- grain:   one row per window in which STATISTICS put a counter on a mold
-- key:     counter_code, from_utc
-- rebuild: always, it is small; its differences make shots dirty
-- counter_code   the counter, trimmed and upper case
-- mold_id        ID of the mold in MOLD
-- from_utc       start of the first hour that names it
-- to_utc         start of the counter's next different assignment; infinity if there is none
-- last_hour_utc  start of the last hour that names it
WITH hour AS (
    SELECT
        counter_code,
        hour_utc,
        count(*) AS molds,
        min(mold_id) AS mold_id
    FROM assignment_hour
    GROUP BY counter_code, hour_utc
),
-- A window over all hours, of which nearly all have one mold, took as long as the rest.
busiest AS (
    SELECT
        a.counter_code,
        a.hour_utc,
        a.mold_id
    FROM assignment_hour a
    JOIN hour h ON h.counter_code = a.counter_code AND h.hour_utc = a.hour_utc
    WHERE h.molds > 1
    QUALIFY a.shots = max(a.shots) OVER (PARTITION BY a.counter_code, a.hour_utc)
),
candidates AS (
    SELECT
        counter_code,
        hour_utc,
        min(mold_id) AS lowest,
        CASE WHEN min(mold_id) < max(mold_id) THEN list(mold_id ORDER BY mold_id) END AS several
    FROM busiest
    GROUP BY counter_code, hour_utc
    UNION ALL
    SELECT counter_code, hour_utc, mold_id, NULL
    FROM hour
    WHERE molds = 1
),
segment_start AS (
    SELECT
        counter_code,
        hour_utc,
        coalesce(several, [lowest]) AS molds,
        before_utc
    FROM (
        SELECT
            counter_code,
            hour_utc,
            lowest,
            several,
            lag(hour_utc) OVER by_hour AS before_utc,
            lag(lowest) OVER by_hour AS before_lowest,
            lag(several) OVER by_hour AS before_several
        FROM candidates
        WINDOW by_hour AS (PARTITION BY counter_code ORDER BY hour_utc)
    )
    WHERE lowest IS DISTINCT FROM before_lowest OR several IS DISTINCT FROM before_several
),
latest AS (
    SELECT counter_code, max(hour_utc) AS hour_utc
    FROM candidates
    GROUP BY counter_code
),
segment AS (
    SELECT
        s.counter_code,
        row_number() OVER along AS segment,
        s.molds,
        s.hour_utc AS first_hour,
        coalesce(lead(s.before_utc) OVER along, l.hour_utc) AS last_hour
    FROM segment_start s
    JOIN latest l ON l.counter_code = s.counter_code
    WINDOW along AS (PARTITION BY s.counter_code ORDER BY s.hour_utc)
),
-- One candidate decides alone. Of several, the one in force stays, else the
-- lowest: so each segment needs those since the last one with a single one.
chain AS (
    SELECT
        counter_code,
        segment,
        molds,
        first_hour,
        last_hour,
        count(*) FILTER (len(molds) = 1) OVER (PARTITION BY counter_code ORDER BY segment) AS link
    FROM segment
),
decided AS (
    SELECT
        counter_code,
        segment,
        first_hour,
        last_hour,
        CASE
            WHEN len(molds) = 1 THEN molds[1]
            ELSE list_reduce(
                list(molds) OVER (PARTITION BY counter_code, link ORDER BY segment),
                lambda force, next: CASE WHEN list_contains(next, force[1]) THEN [force[1]] ELSE next END)[1]
        END AS mold_id
    FROM chain
),
window_start AS (
    SELECT
        counter_code,
        segment,
        first_hour,
        last_hour,
        mold_id,
        lag(mold_id) OVER (PARTITION BY counter_code ORDER BY segment) IS DISTINCT FROM mold_id AS starts
    FROM decided
),
window_number AS (
    SELECT
        counter_code,
        first_hour,
        last_hour,
        mold_id,
        count(*) FILTER (starts) OVER (PARTITION BY counter_code ORDER BY segment) AS number
    FROM window_start
),
windows AS (
    SELECT
        counter_code,
        any_value(mold_id) AS mold_id,
        min(first_hour) AS from_utc,
        max(last_hour) AS last_hour_utc
    FROM window_number
    GROUP BY counter_code, number
)
SELECT
    counter_code,
    mold_id,
    from_utc,
    coalesce(lead(from_utc) OVER (PARTITION BY counter_code ORDER BY from_utc), last_instant()) AS to_utc,
    last_hour_utc
FROM windows
