-- Approved 20 s, ±5 %: 21 and 19 s are on target, a millisecond more or less is not.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 200, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 21.0, "tempMeas": 60.0, "seq": 1, "time": "1767571230.000"}, {"ct": 21.001, "tempMeas": 60.0, "seq": 2, "time": "1767571251.001"}, {"ct": 19.0, "tempMeas": 60.0, "seq": 3, "time": "1767571270.001"}, {"ct": 18.999, "tempMeas": 60.0, "seq": 4, "time": "1767571289.000"}, {"ct": 999.9, "tempMeas": 60.0, "seq": 5, "time": "1767572288.900"}]', 1, '2026-01-07');
