-- The shots by class on the grid of 0.1 s, rounded half up.
SELECT
    class::VARCHAR AS class,
    tenth,
    shots
FROM (
    SELECT
        class,
        CAST(floor(ct * 10 + 0.5) AS BIGINT) AS tenth,
        COUNT(*) AS shots
    FROM shots
    GROUP BY ALL
)
