-- The scores of the days of tools, the newest first.
SELECT
    d.equipment_code,
    d.local_date,
    d.items,
    d.validity,
    d.uniqueness,
    d.completeness,
    d.consistency,
    d.timeliness,
    d.overall,
    d.status
FROM mart.data_quality_day d
WHERE d.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND COALESCE(d.local_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(d.local_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
ORDER BY d.local_date DESC, d.equipment_code
LIMIT $limit::BIGINT
