-- Slow, fast and normal shots in the order of time, each run cut into subgroups
-- of $subgroup; ct in whole µs, so that no sum hangs on the order of threads. All
-- are of one process and one stretch.
SELECT
    0 AS stretch_no,
    run_id,
    shot_time_utc,
    CAST(round(ct * 1000000) AS BIGINT) AS ct_us,
    LAG(CAST(round(ct * 1000000) AS BIGINT)) OVER along AS before_us,
    (ROW_NUMBER() OVER along - 1) // $subgroup::BIGINT AS group_no
FROM shots
WHERE class IN ('normal', 'slow', 'fast')
WINDOW along AS (PARTITION BY run_id ORDER BY shot_time_utc, seq NULLS FIRST, counter_code)
