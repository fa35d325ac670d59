-- The hierarchy as it was at that time: at 01:00 the division is sold, at 02:00 the works are
-- renamed, at 03:00 the tool goes to another supplier.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, 3, NULL, NULL, '2026-01-05 03:00'),
    (1, 'T-1', NULL, 300, 2, NULL, 4, NULL, '2026-01-05 03:00', NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.company_history (id, name, parent_id, company_type, tier, valid_from, valid_to) VALUES
    (1, 'Group', NULL, NULL, NULL, NULL, NULL),
    (2, 'Division', 1, NULL, NULL, NULL, '2026-01-05 01:00'), (2, 'Division', 99, NULL, NULL, '2026-01-05 01:00', NULL),
    (3, 'Works', 2, NULL, 'T2', NULL, '2026-01-05 02:00'), (3, 'Mill', 2, NULL, 'T2', '2026-01-05 02:00', NULL),
    (4, NULL, NULL, 'SUPPLIER', NULL, NULL, NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767574799"}, {"ct": 30.0, "seq": 2, "time": "1767574800"}, {"ct": 30.0, "seq": 3, "time": "1767578400"}, {"ct": 30.0, "seq": 4, "time": "1767582000"}]', 1, '2026-03-01 12:00:00');
