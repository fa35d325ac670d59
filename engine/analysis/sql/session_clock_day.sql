-- A mark on each UTC day on which a place has shots, in place of the shots themselves.
SELECT DISTINCT
    k.kind_no,
    epoch_us(date_trunc('day', s.shot_time_utc)) AS t_us,
    NULL::BIGINT AS prev_t_us
FROM session_shot s
JOIN rate_kind k
    ON k.location_id IS NOT DISTINCT FROM s.location_id
    AND k.time_zone = s.time_zone
