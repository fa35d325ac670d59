-- Waiting of 300 s is no micro-stop, of 299.999 s one; 2.000 s beside the cycle are jitter, 2.001 s a gap.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571200.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767571530.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767571560.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 4, "time": "1767571889.999"}, {"ct": 30, "tempMeas": 60.0, "seq": 5, "time": "1767571921.999"}, {"ct": 30, "tempMeas": 60.0, "seq": 6, "time": "1767571954.000"}]', 1, '2026-01-07 12:00:00');
