-- What the scores of the window's data are made of: in all, where equipment_code is
-- NULL, and of each tool.
SELECT
    equipment_code,
    SUM(items) AS items,
    SUM(shots) AS shots,
    SUM(bad_items) AS bad_items,
    SUM(flawed) AS flawed,
    SUM(conflicts) AS conflicts,
    SUM(duplicates) AS duplicates,
    SUM(missing) AS missing,
    SUM(values_there) AS values_there,
    SUM(values_expected) AS values_expected,
    SUM(lost_points) AS lost_points,
    SUM(late) AS late,
    COUNT(CASE WHEN status = 'poor' THEN 1 END) AS poor_days,
    COUNT(*) AS days
FROM mart.data_quality_day
WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND COALESCE(local_date >= COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(local_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
GROUP BY GROUPING SETS ((), (equipment_code))
