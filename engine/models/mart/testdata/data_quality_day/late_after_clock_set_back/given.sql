-- The first sync ran under a clock a year ahead; then it was set right. The packet of the first sync is not late, that of the second is:
-- it came ten days after its shots.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO meta.sync_batch (batch_id, source, table_name, started_utc)
VALUES (1, 'plant', 'DATA_SHOT', '2027-01-14 00:00:00'), (2, 'plant', 'DATA_SHOT', '2026-01-15 00:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, source, batch_id, arrived_utc)
VALUES
    ('CNT-1', 1767571200000000000, '[{"ct": 30, "tempMeas": 60, "seq": 1, "time": "1767571200"}, {"ct": 30, "tempMeas": 60, "seq": 2, "time": "1767571230"}]', 1, 'plant', 1, '2027-01-14 00:00:00'),
    ('CNT-1', 1767571260000000000, '[{"ct": 30, "tempMeas": 60, "seq": 3, "time": "1767571260"}]', 2, 'plant', 2, '2026-01-15 00:00:00');
