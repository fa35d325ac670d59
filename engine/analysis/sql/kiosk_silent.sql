-- Tools of which the warehouse's own statistics counted shots in an hour after
-- the last shot that came: their counter is silent, they are not.
SELECT DISTINCT t.equipment_code
FROM tool t
JOIN reported r ON r.equipment_code = t.equipment_code AND r.hour_utc > t.last_shot_utc
