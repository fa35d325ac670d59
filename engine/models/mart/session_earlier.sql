-- model: session_earlier
-- kind:  temp
-- grain: one row per session that is carried on and cycle time of its shots before the cut
-- key:   session_no, ct_us
SELECT
    b.session_no,
    ct_us(i.ct) AS ct_us,
    count(*) AS shots
FROM scope_interval i
JOIN scope_session c
  ON c.equipment_code = i.equipment_code
 AND c.first_shot_utc <= i.shot_time_utc
 AND c.cut_utc > i.shot_time_utc
JOIN session_bound b ON b.session_id = c.session_id
WHERE i.class <> 'idle'
GROUP BY b.session_no, ct_us(i.ct)
