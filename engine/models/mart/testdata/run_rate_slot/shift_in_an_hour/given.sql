-- A shift that begins inside an hour divides it. Shots at 06:29:50 and 06:30:20: 10 s of the second cycle lie before it.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767594590"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767594620"}]', 1, '2026-01-07 12:00:00');
