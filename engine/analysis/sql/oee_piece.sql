-- All that OEE is made of, piece by piece: what runs were in planned time, the
-- planned time in which no run was, and scrap.
WITH planned AS MATERIALIZED (
    SELECT
        clock_no,
        from_us,
        to_us,
        hour_no // 24 AS day_no,
        CASE WHEN $by = 'shift' THEN shift_date ELSE local_date END AS local_date,
        shift,
        bucket_start_utc
    FROM rate_slot
    WHERE is_planned
),
idle_day AS (
    SELECT
        i.*,
        epoch_us(from_utc) AS from_us,
        epoch_us(to_utc) AS to_us,
        unnest(range(epoch_us(from_utc) // 86400000000, (epoch_us(to_utc) - 1) // 86400000000 + 1)) AS day_no
    FROM idle i
)
SELECT
    equipment_code,
    part_id,
    part_code,
    supplier_id,
    supplier_name,
    location_id,
    location_name,
    local_date,
    shift,
    bucket_start_utc,
    latest,
    planned_run_us AS planned_us,
    planned_production_us,
    ideal_us,
    ideal_production_us,
    0 AS produced_parts,
    0 AS rejected_parts
FROM pieces
UNION ALL
SELECT
    i.equipment_code,
    i.part_id,
    i.part_code,
    i.supplier_id,
    i.supplier_name,
    i.location_id,
    i.location_name,
    p.local_date,
    p.shift,
    p.bucket_start_utc,
    p.local_date::TIMESTAMP,
    SUM(LEAST(i.to_us, p.to_us) - GREATEST(i.from_us, p.from_us)),
    0,
    0,
    0,
    0,
    0
FROM idle_day i
JOIN planned p
    ON p.clock_no = i.clock_no
    AND p.day_no = i.day_no
    AND p.from_us < i.to_us
    AND p.to_us > i.from_us
WHERE ($from_date::DATE IS NULL OR p.local_date >= $from_date::DATE)
    AND ($to_date::DATE IS NULL OR p.local_date < $to_date::DATE)
GROUP BY ALL
UNION ALL
SELECT
    equipment_code,
    part_id,
    part_code,
    supplier_id,
    supplier_name,
    location_id,
    location_name,
    local_date,
    NULL,
    NULL,
    local_date::TIMESTAMP,
    0,
    0,
    0,
    0,
    produced_parts,
    rejected_parts
FROM scrap
