-- A stop from 23:59:40 to 00:09:40: downtime is cut at midnight, the interval counts where its shot does.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 200, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767657500000000000, '[{"ct": 20, "tempMeas": 60.0, "seq": 1, "time": "1767657580.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 2, "time": "1767658200.000"}]', 1, '2026-01-07');
