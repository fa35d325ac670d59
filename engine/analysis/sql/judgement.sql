-- Shots of the baseline and of one week by cycle time, on a grid of 0.1 s, without
-- the few at either end of both, which would squeeze the picture of all others.
WITH bin AS (
    SELECT is_baseline, total, bin.bin_s AS bin_s, bin.shots AS shots
    FROM (
        -- Unnested in the list of columns: as a table beside, it would read the shots
        -- of all tools.
        SELECT is_baseline, shots AS total, unnest(histogram) AS bin
        FROM mart.baba_statistics
        WHERE equipment_code = $tool::VARCHAR
            AND part_id IS NOT DISTINCT FROM $part::BIGINT
            AND (is_baseline OR from_date = $week::DATE)
    )
),
placed AS (
    SELECT
        *,
        SUM(shots) OVER (PARTITION BY is_baseline ORDER BY bin_s) AS up_to
    FROM bin
),
core AS (
    SELECT MIN(bin_s) AS low, MAX(bin_s) AS high
    FROM placed
    WHERE up_to >= 0.0025 * total AND up_to - shots <= 0.9975 * total
)
SELECT
    b.bin_s,
    COALESCE(SUM(b.shots) FILTER (WHERE b.is_baseline), 0)::BIGINT AS baseline_shots,
    COALESCE(SUM(b.shots) FILTER (WHERE NOT b.is_baseline), 0)::BIGINT AS week_shots
FROM bin b
JOIN core c ON b.bin_s BETWEEN c.low AND c.high
GROUP BY b.bin_s
ORDER BY b.bin_s
