-- The slow, fast and normal shots of the last four production hours up to each, µs.
SELECT
    equipment_code,
    part_id,
    made_us,
    shot_time_utc,
    MIN(shot_time_utc) OVER hours AS from_utc,
    COUNT(*) OVER hours AS shots,
    SUM(ct_us) OVER hours AS total,
    SUM(CAST(ct_us AS HUGEINT) * ct_us) OVER hours AS squares,
    MEDIAN(ct_us) OVER hours AS median
FROM shot
WHERE class IN ('normal', 'slow', 'fast')
WINDOW hours AS (PARTITION BY equipment_code, part_id ORDER BY made_us RANGE BETWEEN 14399999999 PRECEDING AND CURRENT ROW)
