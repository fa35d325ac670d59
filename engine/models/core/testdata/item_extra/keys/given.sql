-- Of the shots with keys that sprue does not know, those keys alone; what is in quarantine keeps its whole text there.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571230"}, {"ct": 30, "seq": 2, "time": "1767571260", "op": 7, "who": {"a": [1, 2]}}, {"ct": -1, "seq": 3, "time": "1767657630", "op": 8}]', 1, '2026-01-07 12:00:00');
