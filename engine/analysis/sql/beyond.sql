-- Shots against the limits of one stretch of time, compared in ms; idle ones
-- aside.
SELECT
    COUNT(*) FILTER (WHERE ms < l1_below) AS below,
    COUNT(*) FILTER (WHERE ms >= l1_below AND ms <= l1_above) AS within,
    COUNT(*) FILTER (WHERE ms > l1_above) AS above,
    COUNT(*) FILTER (WHERE ms < l2_below OR ms > l2_above) AS beyond_l2
FROM (
    SELECT
        CAST(floor(ct * 1000 + 0.5) AS BIGINT) AS ms,
        CAST(floor($l1_below::DOUBLE * 1000 + 0.5) AS BIGINT) AS l1_below,
        CAST(floor($l1_above::DOUBLE * 1000 + 0.5) AS BIGINT) AS l1_above,
        CAST(floor($l2_below::DOUBLE * 1000 + 0.5) AS BIGINT) AS l2_below,
        CAST(floor($l2_above::DOUBLE * 1000 + 0.5) AS BIGINT) AS l2_above
    FROM shots
    WHERE class <> 'idle'
        AND shot_time_utc >= $step_from::TIMESTAMP
        AND shot_time_utc < $step_to::TIMESTAMP
)
