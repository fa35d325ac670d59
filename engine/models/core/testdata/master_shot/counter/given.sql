-- No statistics: the one mold whose COUNTER_CODE it is.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', 'cnt-1', 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (2, 'T-2', 'CNT-2', 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (3, 'T-3', 'CNT-2', 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "tempMeas": 60.0, "seq": 1, "time": "1767571200"}]', 1, '2026-01-05 12:00:00');
