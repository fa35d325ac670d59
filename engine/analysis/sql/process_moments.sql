-- Moments of the shots of each process and stretch: sums are whole µs and µs²,
-- exact. Neighbours are shots of one run that follow each other.
SELECT
    equipment_code,
    part_id,
    is_baseline,
    CAST(n AS BIGINT) AS shots,
    CAST(x AS DOUBLE) / n / 1000000 AS mean,
    SQRT(CAST(n * xx - x * x AS DOUBLE) / n / NULLIF(n - 1, 0)) / 1000000 AS deviation,
    CAST(pairs AS BIGINT) AS pairs,
    CAST(steps AS DOUBLE) / NULLIF(pairs, 0) / 1000000 AS mean_range,
    -- Covariance of neighbours over the variance of all.
    CAST(n * n * product - n * x * pair_sum + pairs * x * x AS DOUBLE) / NULLIF(pairs, 0) / NULLIF(CAST(n * xx - x * x AS DOUBLE), 0) AS lag1
FROM (
    SELECT
        equipment_code,
        part_id,
        is_baseline,
        CAST(COUNT(*) AS HUGEINT) AS n,
        CAST(SUM(ct_us) AS HUGEINT) AS x,
        SUM(CAST(ct_us AS HUGEINT) * ct_us) AS xx,
        CAST(COUNT(before_us) AS HUGEINT) AS pairs,
        SUM(CAST(ct_us AS HUGEINT) * before_us) AS product,
        CAST(SUM(ct_us + before_us) AS HUGEINT) AS pair_sum,
        SUM(ABS(ct_us - before_us)) AS steps
    FROM placed
    GROUP BY equipment_code, part_id, is_baseline
)
