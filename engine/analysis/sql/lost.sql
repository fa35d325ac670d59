-- Stretches from one UTC day to a later one in which a counter counted shots
-- that never came: an hour of production or more.
SELECT
    g.equipment_code,
    g.from_utc,
    g.utc_day AS to_day
FROM mart.missing_shot g
LEFT JOIN core.counter_period p
    ON p.counter_code = g.counter_code
    AND p.from_utc <= g.from_utc
    AND p.to_utc > g.from_utc
WHERE g.utc_day > g.from_utc::DATE
    AND g.shots * COALESCE(p.approved_ct, 30) >= 3600
