-- All switches lie later: the earliest.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.part_history (id, part_code, name) VALUES (1, ' p-1', 'one'), (2, 'P-2', 'two'), (3, 'P-3', 'three');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (1, 2, 3, '1767578400000000000');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (1, 1, 4, '1767574800000000000');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "tempMeas": 60.0, "seq": 1, "time": "1767571200"}]', 1, '2026-01-05 12:00:00');
