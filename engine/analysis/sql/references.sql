-- The reference cycle time of the tool's runs in [$lo, $hi], equal neighbours
-- together.
SELECT
    MIN(GREATEST(start_utc, $lo::TIMESTAMP)) AS from_utc,
    MAX(LEAST(end_utc, $hi::TIMESTAMP)) AS to_utc,
    ANY_VALUE(ref_ct) AS ref_ct,
    ANY_VALUE(reference_method) AS reference_method,
    COUNT(*) AS runs
FROM (
    SELECT
        *,
        SUM(is_new) OVER (ORDER BY start_utc) AS stretch
    FROM (
        SELECT
            start_utc,
            end_utc,
            ref_ct,
            reference_method,
            CASE WHEN ref_ct = LAG(ref_ct) OVER along AND reference_method = LAG(reference_method) OVER along THEN 0 ELSE 1 END AS is_new
        FROM mart.run
        WHERE equipment_code = $tool::VARCHAR
            AND end_utc > $lo::TIMESTAMP
            AND start_utc < $hi::TIMESTAMP
            AND ref_ct IS NOT NULL
        WINDOW along AS (ORDER BY start_utc)
    )
)
GROUP BY stretch
ORDER BY from_utc
