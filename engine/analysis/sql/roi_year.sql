-- What a year's value is made of: one row for each key of $by, tool and planned
-- hours a year; days has its days in any order, four numbers each: days since
-- 1970, and the money of the three losses. Lists in order took five times as long.
SELECT
    d.key,
    d.equipment_code,
    d.annual_hours,
    COALESCE(MAX(c.covered_us), 0) AS covered_us,
    COALESCE(MAX(c.production_time_us), 0) AS production_time_us,
    COALESCE(SUM(d.ct_us), 0)::BIGINT AS ct_us,
    COALESCE(SUM(d.approved_us), 0)::BIGINT AS approved_us,
    flatten(list([(d.local_date - DATE '1970-01-01')::DOUBLE, d.loss, d.downtime, d.saved])) AS days
FROM (
    SELECT
        CASE $by
            WHEN 'tool' THEN equipment_code
            WHEN 'part' THEN COALESCE(part_id::VARCHAR, '')
            WHEN 'supplier' THEN COALESCE(supplier_id::VARCHAR, '')
            WHEN 'location' THEN COALESCE(location_id::VARCHAR, '')
            WHEN 'week' THEN strftime(local_date, '%G-W%V')
            WHEN 'month' THEN strftime(local_date, '%Y-%m')
            ELSE ''
        END AS key,
        equipment_code,
        annual_hours,
        local_date,
        SUM(ct_us) AS ct_us,
        SUM(approved_us) AS approved_us,
        COALESCE(SUM(loss), 0) / $unit::DOUBLE AS loss,
        COALESCE(SUM(downtime), 0) / $unit::DOUBLE AS downtime,
        COALESCE(SUM(saved), 0) / $unit::DOUBLE AS saved
    FROM priced
    GROUP BY ALL
) d
LEFT JOIN covered c
    ON c.equipment_code = d.equipment_code
    AND c.stretch = CASE WHEN $by IN ('week', 'month') THEN d.key ELSE '' END
GROUP BY d.key, d.equipment_code, d.annual_hours
ORDER BY d.key, d.equipment_code, d.annual_hours NULLS LAST
