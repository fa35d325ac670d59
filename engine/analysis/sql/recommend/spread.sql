-- The spread of a tool's slow, fast and normal cycles, as standard deviation / mean:
-- pooled within run and production day, so that neither another part nor a setting
-- that was changed passes for spread. Sums are whole µs and µs², so that none hangs on
-- the order of threads.
SELECT
    equipment_code,
    SQRT(SUM(CAST(ROUND(CAST(n * xx - x * x AS DOUBLE) / n) AS HUGEINT)) / SUM(n - 1)) / (SUM(x) / SUM(n)) AS ct_cv
FROM (
    SELECT
        equipment_code,
        CAST(SUM(normal_shots + slow_shots + fast_shots) AS HUGEINT) AS n,
        CAST(SUM(ct_us) AS HUGEINT) AS x,
        CAST(SUM(ct_squares) AS HUGEINT) AS xx
    FROM mart.run_rate_slot
    WHERE local_date >= $from_date::DATE
        AND local_date < $to_date::DATE
    GROUP BY equipment_code, run_id, local_date
)
WHERE n > 1
GROUP BY equipment_code
