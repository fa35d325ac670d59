-- The pieces beside what their slow, fast and normal shots should have taken:
-- a day counts with the approved cycle time in force at its noon in UTC.
SELECT
    p.*,
    a.approved_us,
    a.approved_us * (p.normal_shots + p.slow_shots + p.fast_shots) AS expected_us,
    CASE WHEN a.approved_us IS NOT NULL THEN p.ct_us END AS compared_us
FROM pieces p
LEFT JOIN approved a
    ON a.equipment_code = p.equipment_code
    AND p.local_date + INTERVAL 12 HOUR >= a.from_utc
    AND p.local_date + INTERVAL 12 HOUR < a.to_utc
