-- Of entries that fit, the last one decides, in any spelling; where its tool does not exist
-- yet, the steps after it do. An open entry holds for ever, and before STATISTICS too.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL),
    (2, 'T-2', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL),
    (3, 'T-3', NULL, 300, 2, NULL, NULL, NULL, '2026-01-05 02:00', NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1764115200"}, {"ct": 30.0, "seq": 2, "time": "1767574800"}, {"ct": 30.0, "seq": 3, "time": "1767578400"}, {"ct": 30.0, "seq": 4, "time": "1767582000"}]', 1, '2026-03-01 12:00:00');
