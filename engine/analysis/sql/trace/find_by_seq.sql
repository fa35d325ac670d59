-- Shots of a counter with that number, kept or left out; a counter whose
-- numbers began again has several.
SELECT counter_code, seq, shot_time_utc, equipment_code, packet_id, NULL::INTEGER AS item, NULL::VARCHAR AS reason
FROM core.master_shot
WHERE counter_code = $counter AND seq = $seq
UNION ALL
SELECT counter_code, seq, shot_time_utc, NULL, packet_id, item, reason
FROM core.quarantine
WHERE counter_code = $counter AND seq = $seq
ORDER BY shot_time_utc, reason NULLS FIRST, packet_id, item
LIMIT 20
