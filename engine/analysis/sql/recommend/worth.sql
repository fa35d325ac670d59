-- What the days of the tools that were found are worth, for each tool, part and
-- planned hours a year; days has eight numbers a day, in any order: the day since
-- 1970, and the money of loss, gain, downtime, micro-stops, all cycles, their
-- approved time, and one second of each shot. In the capacity view time is worth
-- the parts that the piece makes in it at the approved pace.
SELECT
    d.equipment_code,
    d.part_id,
    d.annual_hours,
    COALESCE(MAX(c.covered_us), 0) AS covered_us,
    COALESCE(MAX(c.production_time_us), 0) AS production_time_us,
    BOOL_OR(d.is_compared) AS is_compared,
    flatten(list([(d.local_date - DATE '1970-01-01')::DOUBLE, d.loss, d.gain, d.downtime, d.micro, d.ct, d.approved, d.second])) AS days
FROM (
    SELECT
        equipment_code,
        part_id,
        annual_hours,
        local_date,
        BOOL_OR(shots > 0) AS is_compared,
        COALESCE(SUM(loss), 0) / $unit::DOUBLE AS loss,
        COALESCE(SUM(gain), 0) / $unit::DOUBLE AS gain,
        COALESCE(SUM(downtime), 0) / $unit::DOUBLE AS downtime,
        COALESCE(SUM(micro_stop_us::HUGEINT * per // us * rate), 0) / $unit::DOUBLE AS micro,
        COALESCE(SUM(ct_us::HUGEINT * per // us * rate), 0) / $unit::DOUBLE AS ct,
        COALESCE(SUM(approved_us::HUGEINT * per // us * rate), 0) / $unit::DOUBLE AS approved,
        COALESCE(SUM(shots::HUGEINT * 1000000 * per // us * rate), 0) / $unit::DOUBLE AS second
    FROM (
        SELECT
            *,
            CASE $view::VARCHAR WHEN 'cost' THEN 1 ELSE bridge_parts::HUGEINT * 1000000000 END AS per,
            CASE $view::VARCHAR WHEN 'cost' THEN 1 ELSE NULLIF(bridge_approved_us, 0) END::HUGEINT AS us
        FROM priced
    )
    GROUP BY ALL
) d
LEFT JOIN covered c ON c.equipment_code = d.equipment_code
GROUP BY d.equipment_code, d.part_id, d.annual_hours
ORDER BY d.equipment_code, d.part_id NULLS FIRST, d.annual_hours NULLS LAST
