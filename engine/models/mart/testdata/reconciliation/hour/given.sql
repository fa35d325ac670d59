-- STATISTICS counts three shots, two came; a row that is gone gives way to one that is there; a count that is missing is none.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.mold (id, equipment_code, counter_shot_count) VALUES (1, ' t-1', 40);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count, deleted_utc) VALUES ('CNT-1', 1, '2026010500', 3, NULL), ('CNT-1', 2, '2026010500', 7, '2026-01-06'), ('CNT-1', 1, '2026010501', 5, '2026-01-06'), ('CNT-1', 1, '2026010502', NULL, NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "seq": 1, "time": "1767571200"}, {"ct": 30, "seq": 2, "time": "1767571230"}]', 1, '2026-01-05 12:00:00');
