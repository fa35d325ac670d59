-- model: new_packet
-- kind:  temp
-- grain: one row per packet that came, with the way in which it can be read
-- key:   packet_id
SELECT
    p.packet_id,
    p.row_no,
    CAST(coalesce(strlen(p.content), 0) AS BIGINT) AS bytes,
    code_key(p.counter_code) AS counter_code,
    CAST(from_epoch_us(floor_div(p.shot_start_time, 1000)) AS DATE) AS start_day,
    p.shot_start_time,
    p.arrived_utc,
    CAST(
        CASE
            WHEN NOT (code_key(p.counter_code) GLOB s.counter_glob) THEN 'outside'
            WHEN code_key(p.counter_code) IS NOT NULL AND is_clean_packet(p.content) THEN 'clean'
            WHEN is_empty_packet(p.content) THEN 'empty'
            ELSE 'exact'
        END AS ENUM('clean', 'exact', 'empty', 'outside')) AS reading
FROM scope_arrival p
CROSS JOIN core.setting_shots s
