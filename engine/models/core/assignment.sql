-- model:   core.assignment
-- grain:   one row per window in which STATISTICS put a counter on a mold
-- key:     counter_code, from_utc
-- rebuild: always, it is small; its differences make shots dirty
-- counter_code   the counter, trimmed and upper case
-- mold_id        ID of the mold in MOLD
-- from_utc       start of the first hour that names it
-- to_utc         start of the counter's next different assignment; infinity if there is none
-- last_hour_utc  start of the last hour that names it
WITH busiest AS (
    SELECT
        counter_code,
        hour_utc,
        mold_id
    FROM assignment_hour
    QUALIFY shots = max(shots) OVER (PARTITION BY counter_code, hour_utc)
),
-- Molds with equally many shots are candidates; hours with the same ones are a segment.
candidates AS (
    SELECT
        counter_code,
        hour_utc,
        list(mold_id ORDER BY mold_id) AS molds
    FROM busiest
    GROUP BY counter_code, hour_utc
),
segment_start AS (
    SELECT
        counter_code,
        hour_utc,
        molds,
        lag(molds) OVER by_hour IS DISTINCT FROM molds AS starts
    FROM candidates
    WINDOW by_hour AS (PARTITION BY counter_code ORDER BY hour_utc)
),
segment_number AS (
    SELECT
        counter_code,
        hour_utc,
        molds,
        count(*) FILTER (starts) OVER (PARTITION BY counter_code ORDER BY hour_utc) AS segment
    FROM segment_start
),
segment AS (
    SELECT
        counter_code,
        segment,
        any_value(molds) AS molds,
        min(hour_utc) AS first_hour,
        max(hour_utc) AS last_hour
    FROM segment_number
    GROUP BY counter_code, segment
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
