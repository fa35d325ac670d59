-- When tools made nothing: between their runs, and after the last one up to
-- $until or until their last counter went to another tool; with what the run
-- before was about, and the clock of its place. Before a tool's first run nothing
-- is known of it.
WITH run AS (
    SELECT
        equipment_code,
        run_id,
        end_utc,
        LEAD(start_utc) OVER (PARTITION BY equipment_code ORDER BY start_utc, end_utc, run_id) AS next_utc
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
),
counted AS (
    SELECT equipment_code, MAX(to_utc) AS to_utc
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY equipment_code
),
bounded AS (
    SELECT
        r.equipment_code,
        r.run_id,
        GREATEST(r.end_utc, $from_utc::TIMESTAMP, $from_date::DATE - INTERVAL 2 DAY) AS from_utc,
        LEAST(COALESCE(r.next_utc, LEAST($until::TIMESTAMP, c.to_utc)), $to_utc::TIMESTAMP, $to_date::DATE + INTERVAL 2 DAY) AS to_utc
    FROM run r
    LEFT JOIN counted c ON c.equipment_code = r.equipment_code
    WHERE r.next_utc IS NOT NULL OR $until::TIMESTAMP IS NOT NULL
),
silent AS (SELECT * FROM bounded WHERE from_utc < to_utc),
last_made AS (
    SELECT
        run_id,
        arg_max(
            struct_pack(
                part_id := part_id, part_code := part_code,
                supplier_id := supplier_id, supplier_name := supplier_name,
                location_id := location_id, location_name := location_name
            ),
            (slot_start_utc, last_shot_utc)
        ) AS made
    FROM mart.run_rate_slot
    SEMI JOIN silent USING (run_id)
    GROUP BY run_id
),
zone AS (
    SELECT location_id, arg_max(time_zone, (from_utc, counter_code)) AS time_zone
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL
    GROUP BY location_id
)
SELECT
    s.equipment_code,
    s.from_utc,
    s.to_utc,
    m.made.part_id AS part_id,
    m.made.part_code AS part_code,
    m.made.supplier_id AS supplier_id,
    m.made.supplier_name AS supplier_name,
    m.made.location_id AS location_id,
    m.made.location_name AS location_name,
    c.location_id AS calendar_id,
    COALESCE(z.time_zone, 'UTC') AS time_zone,
    DENSE_RANK() OVER (ORDER BY c.location_id NULLS FIRST, COALESCE(z.time_zone, 'UTC')) AS clock_no
FROM silent s
JOIN last_made m ON m.run_id = s.run_id
LEFT JOIN zone z ON z.location_id IS NOT DISTINCT FROM m.made.location_id
LEFT JOIN core.setting_calendar c ON c.location_id = m.made.location_id
WHERE ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], m.made.part_id))
    AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], m.made.supplier_id))
    AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], m.made.location_id))
