-- The shots with the shift, the production day in which it starts, and the local hour
-- that hold their timestamps.
SELECT
    s.*,
    l.shift_date,
    l.shift,
    l.bucket_start_utc
FROM session_shot s
JOIN rate_kind k
    ON k.location_id IS NOT DISTINCT FROM s.location_id
    AND k.time_zone = s.time_zone
JOIN rate_slot l
    ON l.clock_no = k.clock_no
    AND l.hour_no = epoch_us(s.shot_time_utc) // 3600000000
    AND l.from_us <= epoch_us(s.shot_time_utc)
    AND l.to_us > epoch_us(s.shot_time_utc)
