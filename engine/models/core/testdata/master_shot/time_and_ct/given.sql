-- What is finer than a µs is cut off a time and rounded half up in ct; idle from 999.9 s, in ms half up; numeric text counts.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 29.1234565, "tempMeas": 60.0, "seq": 1, "time": "1767571200.1234569"}, {"ct": 999.8995, "tempMeas": 60.0, "seq": 2, "time": "1767571260"}, {"ct": 999.8994, "tempMeas": 60.0, "seq": 3, "time": "1767571320"}, {"ct": "30", "tempMeas": " 61.5 ", "seq": "4", "time": 1767571380.5}, {"ct": 3e1, "tempMeas": null, "seq": 5.0, "time": 1767571440.25e0}]', 1, '2026-01-05 12:00:00');
