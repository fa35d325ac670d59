-- 2026-10-25 01:00 UTC: clocks go from 03:00 to 02:00.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, 1, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026102400', NULL);
INSERT INTO raw.location_history (id, name, time_zone_id) VALUES (1, 'Plant', ' europe/BERLIN ');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1792890000000000000, '[{"ct": 30.0, "tempMeas": 60.0, "seq": 1, "time": "1792889999"}, {"ct": 30.0, "tempMeas": 60.0, "seq": 2, "time": "1792890000"}]', 1, '2026-10-25 12:00:00');
