-- Each session's shots beside its limits.
SELECT
    equipment_code AS tool,
    session_id,
    COALESCE(shots_below + shots_within + shots_above, 0) AS judged,
    COALESCE(shots_above, 0) AS above
FROM piece
