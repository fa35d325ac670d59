-- The shots of the tools that count.
SELECT i.*
FROM mart.shot_interval i
JOIN stretch t ON t.equipment_code = i.equipment_code
WHERE (i.shot_time_utc >= t.from_utc AND i.shot_time_utc < t.to_utc)
    OR (i.shot_time_utc >= t.base_from_utc AND i.shot_time_utc < t.base_to_utc)
