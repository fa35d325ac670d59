INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": "abc", "time": "1767571200"}, null]', 1, '2026-01-05 12:00:00');
