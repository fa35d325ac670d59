-- Timestamps that start cycles: idle time is what follows a cycle up to the next shot. The last cycle hides a stop, so it is as
-- long as the approved one.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 2);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767574800000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767574800.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767574840.000"}, {"ct": 999.9, "tempMeas": 60.0, "seq": 3, "time": "1767574900.000"}, {"ct": 70, "tempMeas": 60.0, "seq": 4, "time": "1767576200.000"}]', 1, '2026-01-07 12:00:00');
