-- The weeks of tools and parts that touch the window, beside their baselines; and
-- which week is the latest of its tool and part.
SELECT
    b.* EXCLUDE (histogram),
    p.part_code,
    MAX(b.from_date) OVER process AS latest_date,
    ARG_MAX(COALESCE(b.verdict, 'none'), b.from_date) OVER process AS latest_verdict
FROM mart.baba_period b
LEFT JOIN part p ON p.equipment_code = b.equipment_code AND p.part_id IS NOT DISTINCT FROM b.part_id
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], b.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], b.part_id))
    AND (($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL) OR b.equipment_code IN (SELECT equipment_code FROM tool_of_scope))
    AND COALESCE(b.to_date > COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(b.from_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
WINDOW process AS (PARTITION BY b.equipment_code, b.part_id)
