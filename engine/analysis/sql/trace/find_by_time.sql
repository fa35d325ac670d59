-- The latest shot of a tool at or before an instant; of several at that time the
-- one with the number.
SELECT counter_code, seq, shot_time_utc, equipment_code, packet_id, NULL::INTEGER AS item, NULL::VARCHAR AS reason
FROM core.master_shot
WHERE equipment_code = $tool
    AND shot_time_utc <= $at
    AND utc_day = (SELECT MAX(utc_day) FROM core.master_shot WHERE equipment_code = $tool AND shot_time_utc <= $at)
ORDER BY shot_time_utc DESC, seq IS NOT DISTINCT FROM $seq DESC, seq DESC NULLS LAST, counter_code DESC
LIMIT 1
