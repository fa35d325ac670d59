-- What the sentence says: sessions, those with shots beside limits, those with more
-- than half of these above; tools, and the name of one; the tool with most of them.
SELECT
    COUNT(*) AS all_sessions,
    COUNT(*) FILTER (WHERE judged > 0) AS all_judged,
    COUNT(*) FILTER (WHERE 2 * above > judged) AS all_above,
    COUNT(DISTINCT tool) AS all_tools,
    MIN(tool) AS a_tool,
    (
        SELECT {'tool': w.tool, 'sessions': COUNT(*)}
        FROM session_sum w
        WHERE 2 * w.above > w.judged
        GROUP BY w.tool
        ORDER BY COUNT(*) DESC, w.tool
        LIMIT 1
    ) AS worst
FROM session_sum
