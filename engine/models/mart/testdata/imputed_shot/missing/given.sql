-- Missing by number: three in 120 s; 7 is in quarantine, so 6 and 8 are spread beside it; a number that jumps by 1,000 in 60 s is no series of shots, and one that falls no gap.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571200.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 5, "time": "1767571320.000"}, {"ct": null, "tempMeas": 60.0, "seq": 7, "time": "1767571385.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 9, "time": "1767571440.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 1009, "time": "1767571500.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767571530.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 5, "time": "1767571650.000"}]', 1, '2026-01-07 12:00:00');
