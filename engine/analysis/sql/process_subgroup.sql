-- Subgroups in the order of time: mean of their shots, and their spread, s.
SELECT
    at_utc,
    CAST(total AS DOUBLE) / shots / 1000000 AS mean,
    spread / 1000000 AS spread
FROM spread
WHERE is_whole
ORDER BY at_utc, run_id, group_no
