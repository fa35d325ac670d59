-- Each session's shots beside its limits.
SELECT
    session_id,
    ANY_VALUE(tool) AS tool,
    SUM(shots_below + shots_within + shots_above) AS judged,
    SUM(shots_above) AS above
FROM piece
GROUP BY session_id
