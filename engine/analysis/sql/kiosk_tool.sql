-- The tools of a screen as they were at their last shot: those that are named,
-- else those of the plants with a shot in the last 30 days. A shot of the
-- future, from a counter whose clock is wrong, is not believed.
SELECT
    r.equipment_code,
    r.last_shot_utc,
    r.ref_ct,
    p.part_code,
    p.part_name,
    p.approved_ct,
    p.location_id,
    p.location_name,
    p.time_zone
FROM (
    SELECT
        equipment_code,
        last_shot_utc,
        ref_ct
    FROM mart.run
    WHERE last_shot_utc <= $as_of::TIMESTAMP + INTERVAL 5 MINUTE
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
        AND ($tools::VARCHAR[] IS NOT NULL OR last_shot_utc > $as_of::TIMESTAMP - INTERVAL 30 DAY)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY last_shot_utc DESC, run_id) = 1
) r
JOIN core.counter_period p
    ON p.equipment_code = r.equipment_code
    AND p.from_utc <= r.last_shot_utc
    AND p.to_utc > r.last_shot_utc
WHERE $locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], p.location_id)
QUALIFY ROW_NUMBER() OVER (PARTITION BY r.equipment_code ORDER BY p.from_utc DESC, p.counter_code) = 1
