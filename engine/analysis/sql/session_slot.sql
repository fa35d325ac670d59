-- The pieces of sessions that the filter leaves. Those of sessions without limits have
-- no counts beside them, where the table has 0.
SELECT s.* REPLACE (
    CASE WHEN u.session_id IS NULL THEN s.shots_below END AS shots_below,
    CASE WHEN u.session_id IS NULL THEN s.shots_within END AS shots_within,
    CASE WHEN u.session_id IS NULL THEN s.shots_above END AS shots_above,
    CASE WHEN u.session_id IS NULL THEN s.shots_beyond_l2 END AS shots_beyond_l2
)
FROM mart.ana_slot s
LEFT JOIN (
    SELECT session_id
    FROM mart.ana_shot_made
    WHERE approved_ct IS NULL
) u ON u.session_id = s.session_id
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], s.equipment_code))
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], s.part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], s.supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], s.location_id))
    AND ($from_date::DATE IS NULL OR s.local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR s.local_date < $to_date::DATE)
