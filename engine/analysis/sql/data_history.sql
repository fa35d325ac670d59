-- The score of all data as builds found it; a row holds until the next one.
SELECT
    q.build_id,
    b.started_utc,
    q.overall,
    q.status
FROM meta.quality_result q
JOIN meta.build b ON b.build_id = q.build_id
WHERE q.scope = 'all'
    AND q.overall IS NOT NULL
QUALIFY ROW_NUMBER() OVER (ORDER BY q.build_id DESC) <= $limit::BIGINT
ORDER BY q.build_id
