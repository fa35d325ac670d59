-- The latest week of each tool and part, and since when it has that verdict: the last
-- week with another one ends what lasts until then.
WITH lasting AS (
    SELECT
        p.*,
        MAX(CASE WHEN COALESCE(p.verdict, 'none') <> p.latest_verdict THEN p.from_date END)
            OVER (PARTITION BY p.equipment_code, p.part_id) AS other_date
    FROM period p
)
SELECT
    l.equipment_code,
    ANY_VALUE(l.latest_verdict) AS verdict,
    MIN(l.from_date) AS since_date,
    MAX(CASE WHEN l.from_date = l.latest_date THEN l.shift_share END) AS shift_share,
    MAX(CASE WHEN l.from_date = l.latest_date THEN l.spread_ratio END) AS spread_ratio,
    MAX(CASE WHEN l.from_date = l.latest_date THEN l.reason END) AS reason
FROM lasting l
WHERE COALESCE(l.from_date > l.other_date, TRUE)
GROUP BY l.equipment_code, l.part_id
