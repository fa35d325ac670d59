-- The first rule that fits in all that it names; else Unknown. TOOLING_TYPE as it was at that time.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, 'HOT', 1, NULL, NULL, '2026-01-05 01:00'),
    (1, 'T-1', NULL, 300, 2, 'COLD', 1, NULL, '2026-01-05 01:00', '2026-01-05 02:00'),
    (1, 'T-1', NULL, 300, 2, 'hot', 2, NULL, '2026-01-05 02:00', '2026-01-05 03:00'),
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, '2026-01-05 03:00', NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767571200"}, {"ct": 30.0, "seq": 2, "time": "1767574800"}, {"ct": 30.0, "seq": 3, "time": "1767578400"}, {"ct": 30.0, "seq": 4, "time": "1767582000"}]', 1, '2026-03-01 12:00:00');
