-- Shots of the baseline and of the latest week by cycle time, on a grid of 0.1 s,
-- without the few at either end of both, which would squeeze the picture of all others.
WITH counted AS (
    SELECT is_baseline, total, bin.bin_s AS bin_s, bin.shots AS shots
    FROM (
        -- Unnested in the list of columns: as a table beside, it would read the shots
        -- of all tools.
        SELECT is_baseline, shots AS total, unnest(histogram) AS bin
        FROM statistics
        WHERE is_baseline OR from_date = (SELECT MAX(from_date) FROM week)
    )
),
placed AS (
    SELECT
        *,
        SUM(shots) OVER (PARTITION BY is_baseline ORDER BY bin_s) AS up_to
    FROM counted
),
core AS (
    SELECT MIN(bin_s) AS low, MAX(bin_s) AS high
    FROM placed
    WHERE up_to >= 0.0025 * total AND up_to - shots <= 0.9975 * total
)
SELECT {
    'ct': c.bin_s,
    'baseline': COALESCE(SUM(c.shots) FILTER (WHERE c.is_baseline), 0)::BIGINT,
    'week': COALESCE(SUM(c.shots) FILTER (WHERE NOT c.is_baseline), 0)::BIGINT
} AS bin
FROM counted c
JOIN core k ON c.bin_s BETWEEN k.low AND k.high
GROUP BY c.bin_s
