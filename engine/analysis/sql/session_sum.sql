-- Each session's shots beside its limits.
SELECT
    tool,
    session_id,
    SUM(shots_below + shots_within + shots_above) AS judged,
    SUM(shots_above) AS above
FROM piece
GROUP BY tool, session_id
