-- Drifts and shifts of which a day lies in the window, the latest first.
SELECT
    e.equipment_code,
    e.part_id,
    p.part_code,
    e.measure::VARCHAR AS measure,
    e.kind::VARCHAR AS kind,
    e.from_date,
    e.to_date,
    e.level_before,
    e.level_after,
    e.slope_per_day,
    e.slope_low,
    e.slope_high,
    e.confidence,
    e.shots,
    e.reaches_10_percent_date
FROM mart.process_event e
LEFT JOIN (
    SELECT equipment_code, part_id, ARG_MAX(part_code, context_no) AS part_code
    FROM core.shot_context
    GROUP BY equipment_code, part_id
) p ON p.equipment_code = e.equipment_code AND p.part_id IS NOT DISTINCT FROM e.part_id
WHERE e.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], e.part_id))
    AND COALESCE(e.to_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(e.from_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
ORDER BY e.from_date DESC, e.equipment_code, e.part_id NULLS FIRST, e.measure, e.kind
