-- The last build that was finished.
SELECT
    build_id,
    finished_utc
FROM meta.build
WHERE finished_utc IS NOT NULL
ORDER BY finished_utc DESC, build_id
LIMIT 1
