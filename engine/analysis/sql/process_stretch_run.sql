-- The runs of each stretch, whenever they were.
SELECT
    t.stretch_no,
    r.run_id
FROM stretch t
JOIN mart.run r
    ON r.equipment_code = t.equipment_code
    AND r.part_id IS NOT DISTINCT FROM t.part_id
WHERE ($suppliers::BIGINT[] IS NULL AND $locations::BIGINT[] IS NULL) OR r.run_id IN (
    SELECT run_id
    FROM mart.run_rate_slot
    -- Not read where neither is asked for.
    WHERE ($suppliers::BIGINT[] IS NOT NULL OR $locations::BIGINT[] IS NOT NULL)
        AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], supplier_id))
        AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], location_id))
)
