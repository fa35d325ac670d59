-- All that was said about recommendations, the newest first.
SELECT
    r.change_id,
    r.equipment_code || ':' || r.rule AS id,
    r.equipment_code,
    r.rule,
    r.status,
    r.note,
    r.set_by,
    r.set_utc,
    r.severity,
    r.yearly_value
FROM meta.recommendation r
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], r.equipment_code))
ORDER BY r.change_id DESC
LIMIT $limit::BIGINT
