-- Cycles of a part that grow day by day, and have not fallen back since. base is
-- the level at its start, s.
WITH up AS (
    SELECT *
    FROM mart.process_event e
    WHERE e.measure = 'ct'
        AND e.kind = 'drift'
        AND e.size > 0
        AND e.from_date < $to_date::DATE
        AND e.to_date >= $from_date::DATE
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], e.part_id))
),
lasting AS (
    SELECT u.*
    FROM up u
    ANTI JOIN (SELECT * FROM mart.process_event WHERE measure = 'ct' AND size < 0 AND from_date < $to_date::DATE) d
        ON d.equipment_code = u.equipment_code
        AND d.part_id IS NOT DISTINCT FROM u.part_id
        AND d.from_date > u.to_date
    QUALIFY ROW_NUMBER() OVER (PARTITION BY u.equipment_code ORDER BY u.size_share DESC, u.from_date, u.part_id NULLS FIRST) = 1
)
SELECT
    l.equipment_code,
    l.part_id,
    'drift' AS rule,
    'action' AS severity,
    m.days,
    m.shots,
    l.level_before AS base,
    json_object(
        'part_code', p.part_code,
        'from_date', l.from_date,
        'drift_to_date', l.to_date,
        'level_before', l.level_before,
        'level_after', l.level_after,
        'size_share', l.size_share,
        'slope_per_day', l.slope_per_day,
        'slope_low', l.slope_low,
        'slope_high', l.slope_high,
        'event_confidence', l.confidence,
        'reaches_10_percent_date', l.reaches_10_percent_date
    )::VARCHAR AS facts
FROM lasting l
JOIN made m ON m.equipment_code = l.equipment_code AND m.shots >= $least_shots::BIGINT
LEFT JOIN (SELECT DISTINCT part_id, part_code FROM ran_piece) p ON p.part_id = l.part_id
