-- What the shots of each stretch come to: moments, and what the limits
-- of charts are made of, spreads in whole ns, so that none hangs on the order of
-- threads. values are the sums of the subgroups of a window, µs, in the order of time.
SELECT
    stretch_no,
    CAST(n AS BIGINT) AS shots,
    CAST(x AS DOUBLE) / n / 1000000 AS mean,
    SQRT(CAST(n * xx - x * x AS DOUBLE) / n / NULLIF(n - 1, 0)) / 1000000 AS deviation,
    CAST(pairs AS BIGINT) AS pairs,
    CAST(steps AS DOUBLE) / NULLIF(pairs, 0) / 1000000 AS mean_range,
    -- Covariance of neighbours over the variance of all.
    CAST(n * n * products - n * x * pair_sums + pairs * x * x AS DOUBLE) / NULLIF(pairs, 0) / NULLIF(CAST(n * xx - x * x AS DOUBLE), 0) AS lag1,
    groups,
    CAST(group_x AS DOUBLE) / NULLIF(groups, 0) / $subgroup::BIGINT / 1000000 AS center,
    CAST(spread_ns AS DOUBLE) / NULLIF(groups, 0) / 1000000000 AS spread,
    "values"
FROM (
    SELECT
        stretch_no,
        CAST(SUM(shots) AS HUGEINT) AS n,
        CAST(SUM(total) AS HUGEINT) AS x,
        SUM(squares) AS xx,
        CAST(SUM(pairs) AS HUGEINT) AS pairs,
        SUM(steps) AS steps,
        SUM(products) AS products,
        CAST(SUM(pair_sums) AS HUGEINT) AS pair_sums,
        COUNT(*) FILTER (WHERE is_whole) AS groups,
        SUM(total) FILTER (WHERE is_whole) AS group_x,
        SUM(CAST(ROUND(1000 * spread) AS BIGINT)) AS spread_ns,
        LIST(total ORDER BY at_utc, run_id, group_no) FILTER (WHERE is_whole AND stretch_no % 2 = 0 AND $with_values::BOOLEAN) AS "values"
    FROM spread
    GROUP BY stretch_no
)
