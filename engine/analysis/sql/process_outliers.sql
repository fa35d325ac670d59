-- Outliers by the Hampel filter: farther than 3 × 1.4826 MAD from the median of
-- the eleven shots around them, the MAD floored at 0.1 s. The median and the MAD
-- of a window are DuckDB's own.
SELECT
    COUNT(*) AS outliers,
    MAX(shot_time_utc) AS last_utc
FROM (
    SELECT
        shot_time_utc,
        ct_us,
        MEDIAN(ct_us) OVER around AS middle,
        MAD(ct_us) OVER around AS distance
    FROM placed
    WINDOW around AS (ORDER BY shot_time_utc, run_id, group_no ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING)
)
WHERE ABS(ct_us - middle) > 3 * 1.4826 * GREATEST(distance, 100000)
