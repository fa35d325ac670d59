-- The same without overlaps: what holds between two edges of a tool's spans.
-- How many spans of each kind are open is one number, a byte for each kind, so
-- that it takes one running sum; as DOUBLE, which is exact up to 2^53 and not as
-- slow as HUGEINT.
WITH span AS (
    SELECT
        equipment_code,
        GREATEST(from_utc, $lo::TIMESTAMP) AS from_utc,
        LEAST(to_utc, $hi::TIMESTAMP) AS to_utc,
        CASE what
            WHEN 'run' THEN 1
            WHEN 'stop' THEN 256
            WHEN 'doubtful' THEN 65536
            WHEN 'slow' THEN 16777216
            WHEN 'lost' THEN 4294967296
            WHEN 'planned' THEN 1099511627776
            ELSE 0
        END::DOUBLE AS kind,
        CASE WHEN what IN ('stop', 'doubtful') THEN cause END AS cause,
        CASE WHEN what IN ('stop', 'doubtful') THEN shots END AS shots
    FROM timeline_span
    WHERE from_utc < to_utc
        AND from_utc < $hi::TIMESTAMP
        AND to_utc > $lo::TIMESTAMP
),
turn AS (
    SELECT equipment_code, from_utc AS at_utc, kind, cause, shots FROM span
    UNION ALL
    SELECT equipment_code, to_utc, -kind, NULL, NULL FROM span
    UNION ALL
    SELECT t.equipment_code, e.at_utc, 0, NULL, NULL
    FROM known_tool t
    CROSS JOIN (
        SELECT unnest([$lo::TIMESTAMP, GREATEST($lo::TIMESTAMP, LEAST($mirrored::TIMESTAMP, $hi::TIMESTAMP)), $hi::TIMESTAMP]) AS at_utc
    ) e
),
edge AS (
    SELECT
        equipment_code,
        at_utc,
        SUM(kind) AS kinds,
        MAX(cause) AS cause,
        MAX(shots) AS shots
    FROM turn
    GROUP BY equipment_code, at_utc
),
open AS (
    SELECT
        equipment_code,
        at_utc AS from_utc,
        LEAD(at_utc) OVER along AS to_utc,
        CAST(SUM(kinds) OVER along AS BIGINT) AS kinds,
        COUNT(cause) OVER along AS stop_no,
        LAST_VALUE(cause IGNORE NULLS) OVER along AS cause,
        LAST_VALUE(shots IGNORE NULLS) OVER along AS shots
    FROM edge
    WINDOW along AS (PARTITION BY equipment_code ORDER BY at_utc)
)
SELECT
    equipment_code,
    from_utc,
    to_utc,
    (kinds & 255) > 0 AS is_run,
    ((kinds >> 8) & 255) > 0 AS is_stop,
    ((kinds >> 16) & 255) > 0 AS is_doubtful,
    ((kinds >> 24) & 255) > 0 AS is_slow,
    ((kinds >> 32) & 255) > 0 AS is_lost,
    ((kinds >> 40) & 255) > 0 AS is_planned,
    stop_no,
    cause,
    shots
FROM open
