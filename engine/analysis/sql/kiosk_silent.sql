-- Tools of which the warehouse's own statistics counted shots in an hour after
-- the last shot that came: their counter is silent, they are not.
SELECT DISTINCT t.equipment_code
FROM tool t
JOIN raw.mold m ON UPPER(TRIM(m.equipment_code)) = t.equipment_code
JOIN raw.statistics s ON s.mold_id = m.id
WHERE s.shot_count > 0
    AND s.deleted_utc IS NULL
    AND TRIM(s.hour) >= strftime($as_of::TIMESTAMP - INTERVAL 2 DAY, '%Y%m%d%H')
    AND TRIM(s.hour) <= strftime($as_of::TIMESTAMP, '%Y%m%d%H')
    AND TRY_STRPTIME(TRIM(s.hour), '%Y%m%d%H') > t.last_shot_utc
