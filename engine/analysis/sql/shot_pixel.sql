-- What columns of $pixel_us, of $dense_us for normal shots, keep of the classes that
-- are too many to show: of each class in each column the shortest and the longest cycle, and the first shot.
SELECT
    class,
    MIN(ct) AS low_ct,
    arg_min(shot_time_utc, ct) AS low_utc,
    MAX(ct) AS high_ct,
    arg_max(shot_time_utc, ct) AS high_utc,
    arg_min(ct, shot_time_utc) AS first_ct,
    MIN(shot_time_utc) AS first_utc
FROM shots
WHERE NOT CASE class
    WHEN 'normal' THEN $whole_normal::BOOLEAN
    WHEN 'slow' THEN $whole_slow::BOOLEAN
    WHEN 'fast' THEN $whole_fast::BOOLEAN
    WHEN 'long' THEN $whole_long::BOOLEAN
    ELSE $whole_idle::BOOLEAN
END
GROUP BY
    class,
    (epoch_us(shot_time_utc) - epoch_us($lo::TIMESTAMP)) // CASE class WHEN 'normal' THEN $dense_us::BIGINT ELSE $pixel_us::BIGINT END
