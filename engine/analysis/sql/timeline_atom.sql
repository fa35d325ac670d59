-- The same without overlaps: what holds between two edges of a tool's spans.
WITH span AS (
    SELECT
        equipment_code,
        GREATEST(from_utc, $lo::TIMESTAMP) AS from_utc,
        LEAST(to_utc, $hi::TIMESTAMP) AS to_utc,
        what,
        cause,
        shots
    FROM timeline_span
    WHERE from_utc < to_utc
        AND from_utc < $hi::TIMESTAMP
        AND to_utc > $lo::TIMESTAMP
),
turn AS (
    SELECT equipment_code, from_utc AS at_utc, what, 1 AS step, cause, shots FROM span
    UNION ALL
    SELECT equipment_code, to_utc, what, -1, NULL, NULL FROM span
    UNION ALL
    SELECT t.equipment_code, e.at_utc, NULL, 0, NULL, NULL
    FROM known_tool t
    CROSS JOIN (
        SELECT unnest([$lo::TIMESTAMP, GREATEST($lo::TIMESTAMP, LEAST($mirrored::TIMESTAMP, $hi::TIMESTAMP)), $hi::TIMESTAMP]) AS at_utc
    ) e
),
edge AS (
    SELECT
        equipment_code,
        at_utc,
        COALESCE(SUM(step) FILTER (WHERE what = 'run'), 0) AS run,
        COALESCE(SUM(step) FILTER (WHERE what = 'stop'), 0) AS stop,
        COALESCE(SUM(step) FILTER (WHERE what = 'doubtful'), 0) AS doubtful,
        COALESCE(SUM(step) FILTER (WHERE what = 'slow'), 0) AS slow,
        COALESCE(SUM(step) FILTER (WHERE what = 'lost'), 0) AS lost,
        COALESCE(SUM(step) FILTER (WHERE what = 'planned'), 0) AS planned,
        COUNT(*) FILTER (WHERE what IN ('stop', 'doubtful') AND step = 1) AS starts,
        MAX(cause) FILTER (WHERE what IN ('stop', 'doubtful') AND step = 1) AS cause,
        MAX(shots) FILTER (WHERE what IN ('stop', 'doubtful') AND step = 1) AS shots
    FROM turn
    GROUP BY equipment_code, at_utc
)
SELECT
    equipment_code,
    at_utc AS from_utc,
    LEAD(at_utc) OVER along AS to_utc,
    SUM(run) OVER along > 0 AS is_run,
    SUM(stop) OVER along > 0 AS is_stop,
    SUM(doubtful) OVER along > 0 AS is_doubtful,
    SUM(slow) OVER along > 0 AS is_slow,
    SUM(lost) OVER along > 0 AS is_lost,
    SUM(planned) OVER along > 0 AS is_planned,
    SUM(starts) OVER along AS stop_no,
    LAST_VALUE(cause IGNORE NULLS) OVER along AS cause,
    LAST_VALUE(shots IGNORE NULLS) OVER along AS shots
FROM edge
WINDOW along AS (PARTITION BY equipment_code ORDER BY at_utc)
