-- A plant in which nothing is wrong: one tool, five shots, all that belongs to it.
INSERT INTO raw.mold (id, equipment_code, contracted_cycle_time, total_cavities, supplier_company_id, location_id, counter_shot_count, source) VALUES (1, 'T-1', 300, 2, 3, 4, 5, 'plant');
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, supplier_company_id, location_id, source) VALUES (1, 'T-1', 300, 2, 3, 4, 'plant');
INSERT INTO raw.mold_part (mold_id, part_id, cavity, switched_time, source) VALUES (1, 7, 2, '1767225600000000000', 'plant');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time, source) VALUES (1, 7, 2, '1767225600000000000', 'plant');
INSERT INTO raw.part (id, part_code, name, source) VALUES (7, 'P-7', 'Lid', 'plant');
INSERT INTO raw.part_history (id, part_code, name, source) VALUES (7, 'P-7', 'Lid', 'plant');
INSERT INTO raw.company (id, name, source) VALUES (3, 'Moldworks', 'plant');
INSERT INTO raw.company_history (id, name, source) VALUES (3, 'Moldworks', 'plant');
INSERT INTO raw.location (id, name, time_zone_id, source) VALUES (4, 'Linz', 'Europe/Vienna', 'plant');
INSERT INTO raw.location_history (id, name, time_zone_id, source) VALUES (4, 'Linz', 'Europe/Vienna', 'plant');
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count, source) VALUES ('CNT-1', 1, '2026010500', 5, 'plant');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc, source) VALUES ('CNT-1', 1767571200000000000,
    '[{"ct": 30, "tempMeas": 60, "seq": 1, "time": "1767571200"}, {"ct": 30, "tempMeas": 60, "seq": 2, "time": "1767571230"}, {"ct": 30, "tempMeas": 60, "seq": 3, "time": "1767571260"}, {"ct": 30, "tempMeas": 60, "seq": 4, "time": "1767571290"}, {"ct": 30, "tempMeas": 60, "seq": 5, "time": "1767571320"}]',
    1, '2026-01-05 00:10:00', 'plant');
INSERT INTO meta.source VALUES ('plant', '2026-01-05 11:30:00');
INSERT INTO meta.sync_batch (batch_id, source, table_name, rows_read, rows_new, rows_left_out, started_utc) VALUES (1, 'plant', 'DATA_SHOT', 1, 1, 0, '2026-01-01');
INSERT INTO meta.source_file (source, table_name, path, rows_read) VALUES ('plant', 'DATA_SHOT', 'shots.csv', 1);
