-- Slow, fast and normal shots in bins of one width, without empty ones: the
-- narrowest of which 150 hold all but the few shots at either end; beside each the mode (the smallest on a
-- tie, idle shots aside) and the shots in no bin. One row without a bin if all
-- shots are in none.
SELECT
    b.from_ct,
    b.to_ct,
    b.shots,
    b.slow_shots,
    b.fast_shots,
    m.mode_ct,
    t.long_shots,
    t.idle_shots
FROM (
    SELECT
        COALESCE(SUM(shots) FILTER (WHERE class = 'long'), 0)::BIGINT AS long_shots,
        COALESCE(SUM(shots) FILTER (WHERE class = 'idle'), 0)::BIGINT AS idle_shots
    FROM tenth
) t
LEFT JOIN (
    SELECT (tenth / 10)::DOUBLE AS mode_ct
    FROM tenth
    WHERE class <> 'idle'
    GROUP BY tenth
    ORDER BY SUM(shots) DESC, tenth
    LIMIT 1
) m ON TRUE
LEFT JOIN (
    SELECT
        ((t.tenth // w.tenths * w.tenths - 0.5) / 10)::DOUBLE AS from_ct,
        (((t.tenth // w.tenths + 1) * w.tenths - 0.5) / 10)::DOUBLE AS to_ct,
        SUM(t.shots)::BIGINT AS shots,
        COALESCE(SUM(t.shots) FILTER (WHERE t.class = 'slow'), 0)::BIGINT AS slow_shots,
        COALESCE(SUM(t.shots) FILTER (WHERE t.class = 'fast'), 0)::BIGINT AS fast_shots
    FROM tenth t
    CROSS JOIN (
        SELECT CASE
            WHEN span <= 150 THEN 1
            WHEN span <= 300 THEN 2
            WHEN span <= 750 THEN 5
            WHEN span <= 1500 THEN 10
            ELSE span // 150 + 1
        END AS tenths
        FROM (
            SELECT MAX(tenth) - MIN(tenth) + 1 AS span
            FROM (
                SELECT
                    tenth,
                    shots,
                    SUM(shots) OVER (ORDER BY tenth) AS so_far,
                    SUM(shots) OVER () AS all_shots
                FROM (SELECT tenth, SUM(shots) AS shots FROM tenth WHERE class NOT IN ('long', 'idle') GROUP BY tenth)
            )
            WHERE so_far >= 0.0025 * all_shots AND so_far - shots <= 0.9925 * all_shots
        )
    ) w
    WHERE t.class NOT IN ('long', 'idle')
    GROUP BY ALL
) b ON TRUE
ORDER BY b.from_ct
