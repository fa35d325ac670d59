-- The shots that count, by the tool too: they lie together by it.
SELECT i.*
FROM mart.shot_interval i
JOIN stretch t ON t.equipment_code = i.equipment_code AND t.context_no = i.context_no
WHERE (i.shot_time_utc >= t.from_utc AND i.shot_time_utc < t.to_utc)
    OR (i.shot_time_utc >= t.base_from_utc AND i.shot_time_utc < t.base_to_utc)
