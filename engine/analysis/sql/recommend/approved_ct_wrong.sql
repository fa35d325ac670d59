-- Nearly all shots beat the approved cycle time, from a first day to a last one three
-- weeks or more apart.
SELECT
    equipment_code,
    NULL::BIGINT AS part_id,
    'approved_ct_wrong' AS rule,
    'action' AS severity,
    days,
    compared AS shots,
    NULL::DOUBLE AS base,
    json_object('gain_share', gain_share, 'weighted_ct_deviation', deviation, 'first_date', first_date, 'last_date', last_date)::VARCHAR AS facts
FROM made
WHERE compared >= $least_shots::BIGINT
    AND gain_share > $gain_share::DOUBLE
    AND last_date - first_date >= 21
