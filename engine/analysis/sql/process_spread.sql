-- The standard deviation of the shots of each whole subgroup, µs; of single shots the
-- distance to the run's shot before. What is left at the end of a run is no subgroup.
SELECT
    *,
    shots = $subgroup::BIGINT AS is_whole,
    CASE
        WHEN shots < $subgroup::BIGINT THEN NULL
        WHEN shots = 1 THEN steps
        ELSE SQRT(CAST(shots * squares - CAST(total AS HUGEINT) * total AS DOUBLE) / shots / (shots - 1))
    END AS spread
FROM grouped
