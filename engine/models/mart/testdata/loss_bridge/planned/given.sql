-- T-1 runs for 40 s on 5 January from 04:59:40 on, and on 7 January from 07:00 on. Between both 7.5, 7.5 and 1 h are planned;
-- an hour has room for 180 cycles of 20 s with 4 cavities. The day between has a row of it alone.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, valid_from, valid_to) VALUES (1, 'T-1', 200, 4, NULL, NULL);
INSERT INTO raw.mold (id, equipment_code) VALUES (1, 'T-1');
INSERT INTO raw.part_history (id, part_code) VALUES (1, 'P-1');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time) VALUES (1, 1, 4, '1767500000000000000');
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010505'), ('CNT-1', 1, '2026010707');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767589180000000000, '[{"ct": 20, "tempMeas": 60.0, "seq": 1, "time": "1767589200.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 2, "time": "1767589220.000"}]', 1, '2026-01-08'),
    ('CNT-1', 1767769200000000000, '[{"ct": 20, "tempMeas": 60.0, "seq": 3, "time": "1767769220.000"}, {"ct": 20, "tempMeas": 60.0, "seq": 4, "time": "1767769240.000"}]', 2, '2026-01-08');
