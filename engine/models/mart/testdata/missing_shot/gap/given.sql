-- Five numbers are left out, from one day to the next.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "seq": 7, "time": "1767571200"}, {"ct": 30, "seq": 13, "time": "1767657600.5"}, {"ct": 30, "seq": 14, "time": "1767657630"}]', 1, '2026-01-06 12:00:00');
