-- The shots by class, all five of them.
SELECT
    c.class,
    COALESCE(s.shots, 0) AS shots
FROM (SELECT unnest(['normal', 'slow', 'fast', 'long', 'idle']) AS class) c
LEFT JOIN (
    SELECT
        class,
        COUNT(*) AS shots
    FROM shots
    GROUP BY class
) s ON s.class::VARCHAR = c.class
ORDER BY list_position(['normal', 'slow', 'fast', 'long', 'idle'], c.class)
