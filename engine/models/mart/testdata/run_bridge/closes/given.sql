-- T-1: approved 20 s, made for 4 cavities, one of them blocked; a slow and a fast shot, 60 s of micro-stop, 600 s of stop.
-- T-2: no approved cycle time. T-3: nobody says how many cavities; 2 are the most seen, then 1.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, valid_from, valid_to)
VALUES (1, 'T-1', 200, 6, NULL, '2026-01-05 00:10:00'), (1, ' t-1', 200, 4, '2026-01-05 00:10:00', NULL), (2, 'T-2', NULL, 0, NULL, NULL), (3, 'T-3', 300, NULL, NULL, NULL);
INSERT INTO raw.mold (id, equipment_code) VALUES (1, 'T-1'), (3, 'T-3');
-- 4 of 24 are rejected; more than were made cannot be.
INSERT INTO raw.produced_part (mold_id, part_id, day, total_produced_amount, total_rejected_amount) VALUES (1, 1, '2026-01-05', 24, 4), (3, 1, '2026-01-05', 6, 7);
INSERT INTO raw.part_history (id, part_code) VALUES (1, 'P-1');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time)
VALUES (1, 1, 3, '1767500000000000000'), (2, 1, 2, '1767500000000000000'), (3, 1, 2, '1767500000000000000'), (3, 1, 1, '1767571265000000000');
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500'), ('CNT-2', 2, '2026010500'), ('CNT-3', 3, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767571200000000000, '[{"ct": 20, "tempMeas": 60.0, "seq": 1, "time": "1767571300.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 2, "time": "1767571320.000"}, {"ct": 25, "tempMeas": 60.0, "seq": 3, "time": "1767571345.000"}, {"ct": 15, "tempMeas": 60.0, "seq": 4, "time": "1767571360.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 5, "time": "1767571440.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 6, "time": "1767571460.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 7, "time": "1767572080.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 8, "time": "1767572100.000"}]', 1, '2026-01-07'),
    ('CNT-2', 1767571200000000000, '[{"ct": 20, "tempMeas": 60.0, "seq": 1, "time": "1767571300.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 2, "time": "1767571380.000"}]', 2, '2026-01-07'),
    ('CNT-3', 1767571200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767571230.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767571260.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767571290.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 4, "time": "1767571320.000"}]', 3, '2026-01-07');
