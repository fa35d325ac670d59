-- Stretches between two days of a counter in which it counted shots that never
-- came: the numbers leave out an hour of production or more.
SELECT
    p.equipment_code,
    d.from_utc,
    d.to_day
FROM (
    SELECT
        counter_code,
        LAG(last_utc) OVER along AS from_utc,
        utc_day AS to_day,
        last_seq - LAG(last_seq) OVER along - kept - quarantined AS missing
    FROM core.counter_day
    WHERE kept > 0 AND last_seq IS NOT NULL
    WINDOW along AS (PARTITION BY counter_code ORDER BY utc_day)
) d
JOIN core.counter_period p
    ON p.counter_code = d.counter_code
    AND p.from_utc <= d.from_utc
    AND p.to_utc > d.from_utc
WHERE p.equipment_code IS NOT NULL
    AND d.missing * COALESCE(p.approved_ct, 30) >= 3600
