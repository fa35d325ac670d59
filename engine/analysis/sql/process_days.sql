-- Days of what the tools measured, process by process: what baselines and drifts are
-- found in.
SELECT
    d.equipment_code,
    d.part_id,
    d.local_date,
    d.shots,
    d.median
FROM mart.process_day d
WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], d.equipment_code))
    AND d.measure = $measure::VARCHAR
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], d.part_id))
ORDER BY d.equipment_code, d.part_id NULLS FIRST, d.local_date
