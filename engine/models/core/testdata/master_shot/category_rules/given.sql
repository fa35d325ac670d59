-- The first rule that fits in all that it names; else TIER, else COMPANY_TYPE, else Unclassified.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, 1, NULL, NULL, NULL),
    (2, 'T-2', NULL, 300, 2, NULL, 2, NULL, NULL, NULL),
    (3, 'T-3', NULL, 300, 2, NULL, 3, NULL, NULL, NULL),
    (4, 'T-4', NULL, 300, 2, NULL, 4, NULL, NULL, NULL),
    (5, 'T-5', NULL, 300, 2, NULL, 5, NULL, NULL, NULL),
    (6, 'T-6', NULL, 300, 2, NULL, 6, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL), ('CNT-2', 2, '2026010500', NULL), ('CNT-3', 3, '2026010500', NULL), ('CNT-4', 4, '2026010500', NULL), ('CNT-5', 5, '2026010500', NULL), ('CNT-6', 6, '2026010500', NULL);
INSERT INTO raw.company_history (id, name, company_type, tier) VALUES
    (1, 'Alpha', 'OEM', 'T1'), (2, 'Beta', 'OEM', 'T2'), (3, 'Gamma [x]', 'SHOP', 'T3'),
    (4, 'Delta', 'SHOP', 'T9'), (5, 'Epsilon', 'SHOP', NULL), (6, 'Zeta', NULL, NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767571200"}]', 1, '2026-03-01 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-2', 1767571200000000000, '[{"ct": 30.0, "seq": 2, "time": "1767571200"}]', 2, '2026-03-01 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-3', 1767571200000000000, '[{"ct": 30.0, "seq": 3, "time": "1767571200"}]', 3, '2026-03-01 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-4', 1767571200000000000, '[{"ct": 30.0, "seq": 4, "time": "1767571200"}]', 4, '2026-03-01 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-5', 1767571200000000000, '[{"ct": 30.0, "seq": 5, "time": "1767571200"}]', 5, '2026-03-01 12:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-6', 1767571200000000000, '[{"ct": 30.0, "seq": 6, "time": "1767571200"}]', 6, '2026-03-01 12:00:00');
