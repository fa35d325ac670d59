-- Shots at 23:59:30, 00:00:30, 00:01:03 (slow) and 00:01:30 (fast): the wait lies before midnight, the cycle after it.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767657570"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767657630"}, {"ct": 33, "tempMeas": 60.0, "seq": 3, "time": "1767657663"}, {"ct": 27, "tempMeas": 60.0, "seq": 4, "time": "1767657690"}]', 1, '2026-01-07 12:00:00');
