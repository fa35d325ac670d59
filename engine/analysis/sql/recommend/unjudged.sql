-- What keeps rules from looking at a tool, as rows of findings with a reason in place
-- of the rule.
WITH tool AS (
    SELECT
        m.*,
        COALESCE(m.compared, 0) AS with_approved,
        COALESCE(q.items, 0) AS items,
        l.designed_shots IS NOT NULL AS is_designed,
        l.as_of_date
    FROM made m
    LEFT JOIN life l ON l.equipment_code = m.equipment_code
    LEFT JOIN (
        SELECT
            equipment_code,
            SUM(items)::BIGINT AS items
        FROM mart.data_quality_day
        WHERE local_date >= $from_date::DATE
            AND local_date < $to_date::DATE
        GROUP BY equipment_code
    ) q ON q.equipment_code = m.equipment_code
)
SELECT
    t.equipment_code,
    NULL::BIGINT AS part_id,
    why.reason AS rule,
    'unjudged' AS severity,
    t.days,
    t.shots,
    NULL::DOUBLE AS base,
    NULL::VARCHAR AS facts
FROM tool t
CROSS JOIN LATERAL (
    VALUES
        ('few_shots', t.shots < $least_shots::BIGINT),
        ('no_approved_ct', t.shots >= $least_shots::BIGINT AND t.with_approved = 0 AND t.without_approved > 0),
        ('few_compared', t.shots >= $least_shots::BIGINT AND t.with_approved < $least_shots::BIGINT AND (t.with_approved > 0 OR COALESCE(t.without_approved, 0) = 0)),
        ('no_supplier', t.with_approved >= $least_shots::BIGINT AND COALESCE(t.of_supplier, 0) < $least_shots::BIGINT),
        ('short_span', t.with_approved >= $least_shots::BIGINT AND t.gain_share > $gain_share::DOUBLE AND t.last_date - t.first_date < 21),
        ('short_run', COALESCE(t.run_time_us, 0) < $least_run_us::BIGINT),
        ('few_items', t.items < $least_shots::BIGINT),
        ('no_designed_shots', NOT t.is_designed),
        ('life_later', t.is_designed AND t.as_of_date > $to_date::DATE)
) why(reason, is_so)
WHERE why.is_so
