-- Days of a tool's measure, part by part: what the baseline and the drifts are
-- found in.
SELECT
    d.part_id,
    d.local_date,
    d.shots,
    d.median
FROM mart.process_day d
WHERE d.equipment_code = $tool::VARCHAR
    AND d.measure = 'ct'
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], d.part_id))
ORDER BY d.part_id NULLS FIRST, d.local_date
