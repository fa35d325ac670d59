-- Cycle time beside temperature in cells of 0.1 s × 0.1 °C, or multiples that
-- need at most 80 × 50; shots at or after $split are a series of their own.
-- Shots out of the range of ct, and those without a temperature, are one row
-- each of their series, without a cell.
WITH fine AS (
    SELECT
        COALESCE(s.shot_time_utc >= $split::TIMESTAMP, FALSE) AS is_after,
        CAST(floor(s.ct * 10 + 0.5) AS BIGINT) AS tenth,
        CAST(floor(s.temperature * 10 + 0.5) AS BIGINT) AS degree,
        COUNT(*) AS shots
    FROM core.shot s
    WHERE s.context_no IN (SELECT context_no FROM core.shot_context
        WHERE equipment_code = $tool::VARCHAR
            AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
            AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
            AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id)))
        AND ($shot_from::TIMESTAMP IS NULL OR (s.shot_time_utc >= $shot_from::TIMESTAMP AND s.utc_day >= $shot_from::TIMESTAMP::DATE))
        AND ($shot_to::TIMESTAMP IS NULL OR (s.shot_time_utc < $shot_to::TIMESTAMP AND s.utc_day <= $shot_to::TIMESTAMP::DATE))
    GROUP BY ALL
),
reach AS (
    SELECT
        CAST(floor(MIN(ref_ct) * 8) AS BIGINT) AS low,
        CAST(ceil(MAX(ref_ct) * 12.5) AS BIGINT) AS high
    FROM mart.run
    WHERE equipment_code = $tool::VARCHAR
        AND end_utc > $lo::TIMESTAMP
        AND start_utc < $hi::TIMESTAMP
),
kept AS (
    SELECT f.*
    FROM fine f
    CROSS JOIN reach r
    WHERE f.degree IS NOT NULL AND f.tenth BETWEEN r.low AND r.high
),
size AS (
    SELECT
        COALESCE((MAX(tenth) - MIN(tenth)) // 80 + 1, 1) AS tenths,
        COALESCE((MAX(degree) - MIN(degree)) // 50 + 1, 1) AS degrees
    FROM kept
)
SELECT
    k.is_after,
    CASE WHEN k.degree IS NULL THEN 'without temperature' WHEN k.is_out THEN 'out of range' ELSE 'cell' END AS what,
    CASE WHEN k.degree IS NOT NULL AND NOT k.is_out THEN (k.tenth // z.tenths * z.tenths + (z.tenths - 1) / 2) / 10 END::DOUBLE AS ct,
    CASE WHEN k.degree IS NOT NULL AND NOT k.is_out THEN (k.degree // z.degrees * z.degrees + (z.degrees - 1) / 2) / 10 END::DOUBLE AS temperature,
    SUM(k.shots)::BIGINT AS shots
FROM (
    SELECT f.*, COALESCE(f.tenth < r.low OR f.tenth > r.high, TRUE) AS is_out
    FROM fine f
    CROSS JOIN reach r
) k
CROSS JOIN size z
GROUP BY ALL
ORDER BY ALL
