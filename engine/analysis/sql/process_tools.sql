-- Tools and parts with shots in the window: how many, and the cycle time of their
-- last day in it.
SELECT
    d.equipment_code,
    d.part_id,
    p.part_code,
    CAST(SUM(d.shots) AS BIGINT) AS shots,
    COUNT(*) AS days,
    ARG_MAX(d.median, d.local_date) AS last_median
FROM mart.process_day d
LEFT JOIN (
    SELECT equipment_code, part_id, ARG_MAX(part_code, context_no) AS part_code
    FROM core.shot_context
    GROUP BY equipment_code, part_id
) p ON p.equipment_code = d.equipment_code AND p.part_id IS NOT DISTINCT FROM d.part_id
WHERE d.measure = 'ct'
    AND d.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], d.part_id))
    AND COALESCE(d.local_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(d.local_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
GROUP BY d.equipment_code, d.part_id, p.part_code
ORDER BY d.equipment_code, d.part_id NULLS FIRST
