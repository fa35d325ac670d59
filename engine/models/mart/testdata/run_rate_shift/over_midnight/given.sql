-- A shift belongs to the production day in which it starts; outside every shift the shift is NULL. Shots at 21:59:50, 23:00, 05:59:50 and 06:10.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767650390.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767654000.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767679190.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 4, "time": "1767679800.000"}]', 1, '2026-01-07 12:00:00');
