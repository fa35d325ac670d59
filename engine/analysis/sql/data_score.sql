-- How far the data of the window can be trusted: in all, then of each tool.
SELECT
    s.equipment_code,
    CAST(COALESCE(s.items, 0) AS BIGINT) AS items,
    CAST(COALESCE(s.bad_items + s.flawed, 0) AS BIGINT) AS invalid,
    CAST(COALESCE(s.conflicts + s.duplicates, 0) AS BIGINT) AS copies,
    CAST(COALESCE(s.late, 0) AS BIGINT) AS late,
    CAST(COALESCE(g.shots, 0) AS BIGINT) AS missing,
    COALESCE(g.gaps, 0) AS gaps,
    COALESCE(g.longest, 0) AS longest,
    s.poor_days,
    s.days,
    s.validity,
    s.uniqueness,
    s.completeness,
    s.consistency,
    s.timeliness,
    overall_score(s.validity, s.uniqueness, s.completeness, s.consistency, s.timeliness) AS overall,
    score_status(overall_score(s.validity, s.uniqueness, s.completeness, s.consistency, s.timeliness)) AS status
FROM scored s
LEFT JOIN gap g ON g.equipment_code IS NOT DISTINCT FROM s.equipment_code
ORDER BY s.equipment_code NULLS FIRST
