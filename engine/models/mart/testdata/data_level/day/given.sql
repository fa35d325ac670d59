-- A shot an hour but the fifth, which comes in quarantine; one is sent twice, two never come, one is idle, one without a temperature.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571200"}, {"ct": 32, "tempMeas": 61.0, "seq": 2, "time": "1767574800"}, {"ct": 999.9, "tempMeas": 63.0, "seq": 5, "time": "1767578400"}, {"ct": 35, "tempMeas": null, "seq": 6, "time": "1767582000"}, {"ct": 0, "tempMeas": 62.0, "seq": 7, "time": "1767585600"}]', 1, '2026-01-07 12:00:00'),
    ('CNT-1', 1767574800000000000, '[{"ct": 32, "tempMeas": 61.0, "seq": 2, "time": "1767574800"}]', 2, '2026-01-05 12:00:00'),
    ('CNT-1', 1767585600000000000, '[{"ct"', 3, '2026-01-05 12:00:00');
