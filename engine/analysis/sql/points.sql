-- The points of the picture in the order of time; seq only where every shot of
-- the class is shown.
SELECT
    shot_time_utc,
    ct,
    class,
    counter_code,
    seq
FROM (
    SELECT shot_time_utc, ct, class::VARCHAR AS class, counter_code, seq
    FROM shots
    WHERE CASE class
        WHEN 'normal' THEN $whole_normal::BOOLEAN
        WHEN 'slow' THEN $whole_slow::BOOLEAN
        WHEN 'fast' THEN $whole_fast::BOOLEAN
        WHEN 'long' THEN $whole_long::BOOLEAN
        ELSE $whole_idle::BOOLEAN
    END
    UNION ALL
    (
        SELECT low_utc, low_ct, class::VARCHAR, NULL, NULL FROM shot_pixel
        UNION
        SELECT high_utc, high_ct, class::VARCHAR, NULL, NULL FROM shot_pixel
        UNION
        SELECT first_utc, first_ct, class::VARCHAR, NULL, NULL FROM shot_pixel
    )
)
ORDER BY shot_time_utc, class, ct, seq NULLS FIRST, counter_code
