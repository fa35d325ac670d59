-- A page of the shots of some classes (NULL for all) in their order, or in that of
-- their cycle times.
SELECT
    counter_code,
    seq,
    shot_time_utc,
    ct,
    ref_ct,
    class,
    d_us,
    c_us,
    w_us,
    doubtful_us,
    run_id
FROM shots
WHERE $classes::VARCHAR[] IS NULL OR list_contains($classes::VARCHAR[], class::VARCHAR)
ORDER BY
    CASE WHEN $sort = 'ct' AND NOT $desc THEN ct END,
    CASE WHEN $sort = 'ct' AND $desc THEN ct END DESC,
    CASE WHEN $sort <> 'ct' AND $desc THEN shot_time_utc END DESC,
    shot_time_utc,
    seq NULLS FIRST,
    counter_code
LIMIT $limit
OFFSET $offset
