-- The approved cycle time of each tool as steps over time; the first one holds
-- for all time before it too.
SELECT
    equipment_code,
    CAST(ROUND(approved_ct * 1000000) AS BIGINT) AS approved_us,
    CASE WHEN row_no = 1 THEN '-infinity'::TIMESTAMP ELSE from_utc END AS from_utc,
    COALESCE(LEAD(from_utc) OVER (PARTITION BY equipment_code ORDER BY row_no), 'infinity'::TIMESTAMP) AS to_utc
FROM (
    SELECT
        equipment_code,
        approved_ct,
        from_utc,
        ROW_NUMBER() OVER along AS row_no,
        LAG(approved_ct) OVER along AS before_ct
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    WINDOW along AS (PARTITION BY equipment_code ORDER BY from_utc, counter_code)
)
WHERE row_no = 1 OR approved_ct IS DISTINCT FROM before_ct
