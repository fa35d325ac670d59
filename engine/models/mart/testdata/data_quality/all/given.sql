-- The scores of the shots are those in all; a row of STATISTICS names a mold that raw.mold does not have.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60, "seq": 1, "time": "1767571200"}, {"ct": 30, "tempMeas": 60, "seq": 1, "time": "1767571200"}, {"ct": -1, "tempMeas": 60, "seq": 2, "time": "1767571230"}, {"ct": 30, "seq": 5, "time": "1767571320"}, {"ct": 30, "tempMeas": 60, "seq": 6, "time": "1767571350"}, {"ct": 30, "tempMeas": 60, "time": "1767571380"}]', 1, '2026-01-07 00:01:00');
