-- 24 h before the first window to the microsecond; before that the counter of the mold.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL),
    (2, 'T-2', 'CNT-1', 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010600', 0);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767571199.999999"}, {"ct": 30.0, "seq": 2, "time": "1767571200"}, {"ct": 30.0, "seq": 3, "time": "1767657600"}]', 1, '2026-03-01 12:00:00');
