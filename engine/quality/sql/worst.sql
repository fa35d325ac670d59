-- The tools with the lowest scores, pooled over their days by items and gaps.
WITH tool AS (
    SELECT
        d.equipment_code,
        CAST(sum(d.items) AS BIGINT) AS items,
        CAST(sum(d.bad_items + d.flawed) AS BIGINT) AS invalid,
        CAST(sum(d.conflicts + d.duplicates) AS BIGINT) AS copies,
        CAST(sum(d.missing) AS BIGINT) AS missing,
        CAST(sum(d.late) AS BIGINT) AS late,
        sum(d.overall * (d.items + d.missing)) / sum(d.items + d.missing) AS overall,
        count(CASE WHEN d.status = 'poor' THEN 1 END) AS poor_days,
        count(*) AS days
    FROM mart.data_quality_day d
    GROUP BY d.equipment_code
)
SELECT
    t.equipment_code,
    t.items,
    t.invalid,
    t.copies,
    t.missing,
    t.late,
    t.poor_days,
    t.days,
    t.overall,
    CASE WHEN t.overall >= 95 THEN 'ok' WHEN t.overall >= 80 THEN 'watch' ELSE 'poor' END AS status
FROM tool t
WHERE t.overall < 99.95
ORDER BY t.overall, t.equipment_code
LIMIT 5
