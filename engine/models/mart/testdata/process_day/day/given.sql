-- The first shot lies on the day before; one is idle; two have no temperature.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010423', NULL), ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767571160000000000, '[{"ct": 31, "tempMeas": 59.0, "seq": 1, "time": "1767571160"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767571200"}, {"ct": 30.5, "tempMeas": 61.0, "seq": 3, "time": "1767571231"}, {"ct": 30.2, "tempMeas": null, "seq": 4, "time": "1767571262"}, {"ct": 999.9, "tempMeas": null, "seq": 5, "time": "1767573262"}, {"ct": 30.5, "tempMeas": 61.0, "seq": 6, "time": "1767573293"}]', 1, '2026-01-07 12:00:00');
