-- T-1 has limits, and on the second day nothing but an idle shot beside them; T-2 makes the same without an approved cycle
-- time. T-3 gets one between two sessions of one day: the counts are of the second one.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, valid_from, valid_to)
VALUES (1, 'T-1', 300, 2, NULL, NULL), (2, 'T-2', NULL, 2, NULL, NULL), (3, 'T-3', NULL, 2, NULL, '2026-01-05 06:00:00'), (3, 'T-3', 300, 2, '2026-01-05 06:00:00', NULL);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500'), ('CNT-2', 2, '2026010500'), ('CNT-3', 3, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767574830000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767574830.000"}, {"ct": 33.5, "tempMeas": 60.0, "seq": 2, "time": "1767574863.500"}, {"ct": 999.9, "tempMeas": 60.0, "seq": 3, "time": "1767661230.000"}]', 1, '2026-01-07 12:00:00'),
    ('CNT-2', 1767574830000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767574830.000"}, {"ct": 33.5, "tempMeas": 60.0, "seq": 2, "time": "1767574863.500"}, {"ct": 999.9, "tempMeas": 60.0, "seq": 3, "time": "1767661230.000"}]', 2, '2026-01-07 12:00:00'),
    ('CNT-3', 1767574830000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767574830.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767618030.000"}, {"ct": 28, "tempMeas": 60.0, "seq": 3, "time": "1767618058.000"}]', 3, '2026-01-07 12:00:00');
