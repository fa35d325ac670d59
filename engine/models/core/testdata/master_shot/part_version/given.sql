-- A row of MOLD_PART and a part's code count as they were at that time. At 02:00 the row
-- was taken back, so that the one before it is in force again; spellings of SWITCHED_TIME.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.part_history (id, part_code, name, valid_from, valid_to) VALUES
    (1, 'P-1', 'one', NULL, NULL), (2, 'P-2', 'two', NULL, '2026-01-05 01:30'), (2, 'P-2b', 'two, new', '2026-01-05 01:30', NULL);
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time, valid_from, valid_to) VALUES
    (1, 1, 4, ' +1767571200000000000 ', NULL, NULL), (1, 2, 8, '1767574800000000999', NULL, '2026-01-05 02:00'),
    (1, 3, 9, '1767574800.5', NULL, NULL), (1, 3, 9, '1.7e18', NULL, NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767574799"}, {"ct": 30.0, "seq": 2, "time": "1767574800"}, {"ct": 30.0, "seq": 3, "time": "1767576600"}, {"ct": 30.0, "seq": 4, "time": "1767578400"}]', 1, '2026-03-01 12:00:00');
