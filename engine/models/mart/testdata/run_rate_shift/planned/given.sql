-- Shots at 06:29:50 and 06:30:20, the second one's cycle 20 s in a break; at 07:00 on a holiday; at 15:00 after the shift.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767594590"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767594620"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767682800"}, {"ct": 30, "tempMeas": 60.0, "seq": 4, "time": "1767798000"}]', 1, '2026-01-08 12:00:00');
