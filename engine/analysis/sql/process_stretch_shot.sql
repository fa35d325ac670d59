-- The same of the stretches of many processes: their slow, fast and normal shots.
SELECT
    t.equipment_code,
    t.part_id,
    t.is_baseline,
    s.run_id,
    s.shot_time_utc,
    CAST(round(s.ct * 1000000) AS BIGINT) AS ct_us,
    LAG(CAST(round(s.ct * 1000000) AS BIGINT)) OVER along AS before_us,
    (ROW_NUMBER() OVER along - 1) // $subgroup::BIGINT AS group_no
FROM stretch t
JOIN mart.run r
    ON r.equipment_code = t.equipment_code
    AND r.part_id IS NOT DISTINCT FROM t.part_id
JOIN mart.shot_interval s
    ON s.equipment_code = r.equipment_code
    AND s.run_id = r.run_id
    AND s.shot_time_utc >= COALESCE(t.from_utc, '-infinity'::TIMESTAMP)
    AND s.shot_time_utc < COALESCE(t.to_utc, 'infinity'::TIMESTAMP)
WHERE s.class IN ('normal', 'slow', 'fast')
    AND (($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL) OR r.run_id IN (
        SELECT run_id
        FROM mart.run_rate_slot
        WHERE ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
            AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
    ))
WINDOW along AS (PARTITION BY t.is_baseline, s.run_id ORDER BY s.shot_time_utc, s.seq NULLS FIRST, s.counter_code)
