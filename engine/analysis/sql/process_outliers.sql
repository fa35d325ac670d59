-- Outliers by the Hampel filter: farther than 3 × 1.4826 MAD from the median of
-- the eleven shots around them, the MAD floored at 0.1 s.
SELECT
    COUNT(*) AS outliers,
    MAX(shot_time_utc) AS last_utc
FROM (
    SELECT
        f.place,
        f.shot_time_utc,
        f.ct_us,
        f.middle,
        MEDIAN(ABS(n.ct_us - f.middle)) AS distance
    FROM far f
    JOIN near n ON n.place = f.other
    GROUP BY f.place, f.shot_time_utc, f.ct_us, f.middle
)
WHERE ABS(ct_us - middle) > 3 * 1.4826 * GREATEST(distance, 100000)
