-- Numbers 8 and 9 came with a cycle time or a time that is none: they are not missing.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "seq": 7, "time": "1767571200"}, {"ct": -1, "seq": 8, "time": "1767571230"}, {"ct": 30, "seq": 9, "time": "soon"}, {"ct": 30, "seq": 11, "time": "1767571320"}]', 1, '2026-01-06 12:00:00');
