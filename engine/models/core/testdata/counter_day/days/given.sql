-- A shot counts on its own day; a packet that cannot be read on that of its start, as one item; an empty one nowhere.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767657570"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767657600"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767657600"}, {"ct": -1, "tempMeas": 60.0, "seq": 3, "time": "1767657630"}]', 1, '2026-01-07 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30,', 2, '2026-01-07 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[]', 3, '2026-01-07 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES (' ', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571200"}]', 4, '2026-01-07 12:00:00');
