-- Data that the other figures of the tool cannot be trusted for: scores as those
-- of mart.data_quality_day, of the sums of all days.
WITH summed AS (
    SELECT
        q.equipment_code,
        COUNT(*) FILTER (WHERE q.items > 0) AS days,
        SUM(q.shots)::BIGINT AS shots,
        SUM(q.items)::BIGINT AS items,
        SUM(q.bad_items + q.conflicts)::BIGINT AS quarantined,
        SUM(q.missing)::BIGINT AS missing,
        share_score(SUM(q.items - q.bad_items - q.flawed), SUM(q.items)) AS validity,
        share_score(SUM(q.items - q.conflicts - q.duplicates), SUM(q.items)) AS uniqueness,
        completeness_score(SUM(q.shots), SUM(q.missing), SUM(q.values_there), SUM(q.values_expected)) AS completeness,
        share_score(SUM(100 * q.shots - q.lost_points), SUM(100 * q.shots)) AS consistency,
        share_score(SUM(q.shots - q.late), SUM(q.shots)) AS timeliness
    FROM mart.data_quality_day q
    SEMI JOIN tool_of_scope t ON t.equipment_code = q.equipment_code
    WHERE q.local_date >= $from_date::DATE
        AND q.local_date < $to_date::DATE
    GROUP BY q.equipment_code
),
scored AS (
    SELECT
        *,
        overall_score(validity, uniqueness, completeness, consistency, timeliness) AS overall,
        quarantined / NULLIF(items, 0) AS quarantined_share
    FROM summed
)
SELECT
    equipment_code,
    NULL::BIGINT AS part_id,
    'bad_data' AS rule,
    'action' AS severity,
    days,
    shots,
    NULL::DOUBLE AS base,
    json_object(
        'quality_score', overall,
        'quarantined_share', quarantined_share,
        'quarantined', quarantined,
        'missing', missing,
        'validity', validity,
        'uniqueness', uniqueness,
        'completeness', completeness,
        'consistency', consistency,
        'timeliness', timeliness
    )::VARCHAR AS facts
FROM scored
WHERE items >= $least_shots::BIGINT
    AND (overall < $quality_score::DOUBLE OR quarantined_share > $quarantine_share::DOUBLE)
