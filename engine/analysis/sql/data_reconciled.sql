-- How far they are apart, by what is counted, and the one that is farthest apart.
SELECT
    kind,
    COUNT(*) AS counts,
    COUNT(CASE WHEN difference <> 0 THEN 1 END) AS apart,
    CAST(SUM(expected) AS BIGINT) AS expected,
    CAST(SUM(found) AS BIGINT) AS found,
    ARG_MAX(name, ROW(ABS(difference), name)) FILTER (WHERE difference <> 0) AS farthest,
    ARG_MAX(difference, ROW(ABS(difference), name)) FILTER (WHERE difference <> 0) AS difference
FROM compared
GROUP BY kind
ORDER BY kind
