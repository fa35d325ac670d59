-- What each tool did in the window: its shots beside the approved cycle time and
-- its run rate. A row a tool with shots.
WITH cycle AS (
    SELECT
        equipment_code,
        SUM(shots)::BIGINT AS compared,
        SUM(shots) FILTER (WHERE part_id IS NOT NULL AND supplier_id IS NOT NULL)::BIGINT AS of_supplier,
        SUM(shots_without_approved)::BIGINT AS without_approved,
        SUM(gain_shots)::BIGINT AS gain_shots,
        SUM(ct_us)::BIGINT AS ct_us,
        SUM(approved_us)::BIGINT AS approved_us
    FROM pieces
    GROUP BY equipment_code
),
ran AS (
    SELECT
        equipment_code,
        MIN(local_date) FILTER (WHERE shots > 0) AS first_date,
        MAX(local_date) FILTER (WHERE shots > 0) AS last_date,
        COUNT(DISTINCT local_date) FILTER (WHERE shots > 0) AS days,
        SUM(shots)::BIGINT AS shots,
        SUM(normal_shots)::BIGINT AS normal_shots,
        SUM(run_time_us)::BIGINT AS run_time_us,
        SUM(production_time_us)::BIGINT AS production_time_us,
        SUM(downtime_us)::BIGINT AS downtime_us
    FROM ran_piece
    GROUP BY equipment_code
)
SELECT
    r.equipment_code,
    r.first_date,
    r.last_date,
    r.days,
    r.shots,
    r.normal_shots / NULLIF(r.shots, 0) AS efficiency,
    r.run_time_us,
    r.production_time_us,
    r.downtime_us,
    c.compared,
    c.of_supplier,
    c.without_approved,
    c.gain_shots / NULLIF(c.compared, 0) AS gain_share,
    (c.ct_us - c.approved_us) / NULLIF(c.approved_us, 0) AS deviation
FROM ran r
LEFT JOIN cycle c ON c.equipment_code = r.equipment_code
WHERE r.shots > 0
