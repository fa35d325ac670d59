-- The lowest median of any four whole production hours with 200 shots or more and a
-- coefficient of variation under 3 %; of equal ones the first.
SELECT
    equipment_code,
    part_id,
    from_utc,
    shot_time_utc,
    shots,
    median,
    sample_deviation(shots, total, squares) / (CAST(total AS DOUBLE) / shots) AS cv
FROM held
WHERE made_us >= 14400000000
    AND shots >= 200
    AND sample_deviation(shots, total, squares) / (CAST(total AS DOUBLE) / shots) < 0.03
QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code, part_id ORDER BY median, made_us, shot_time_utc) = 1
