-- assignment_max_age from the configuration; a row for the same mold later makes it young again.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL), ('CNT-1', 1, '2026010800', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767744000"}, {"ct": 30.0, "seq": 2, "time": "1767830400"}, {"ct": 30.0, "seq": 3, "time": "1768003200"}, {"ct": 30.0, "seq": 4, "time": "1768003200.000001"}]', 1, '2026-03-01 12:00:00');
