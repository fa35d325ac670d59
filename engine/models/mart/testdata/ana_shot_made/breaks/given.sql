-- Worked cases 2 and 3 of the contract, on the clock of Berlin: a silence of 28,800 s keeps the session and 28,800.001 s
-- break it; Sunday 23:59:59.9 and Monday 00:00:00.1 are two sessions; 2024-12-30 is in 2025-W01, 2027-01-01 in 2026-W53.
INSERT INTO raw.location_history (id, name, time_zone_id) VALUES (1, 'Berlin', 'Europe/Berlin');
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, location_id) VALUES (1, 'T-1', 300, 2, 1), (2, 'T-2', 300, 2, 1), (3, 'T-3', 300, 2, 1);
INSERT INTO raw.mold_location_history (mold_id, location_id, confirmed_at) VALUES (1, 1, '2020-01-01'), (2, 1, '2020-01-01'), (3, 1, '2020-01-01');
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500'), ('CNT-2', 2, '2026011100'), ('CNT-3', 3, '2024123000'), ('CNT-3', 3, '2027010100');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES
    ('CNT-1', 1767654000000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1767654000.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1767682800.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 3, "time": "1767711600.001"}]', 1, '2026-01-12 12:00:00'),
    ('CNT-2', 1768172399900000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1768172399.900"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1768172400.100"}]', 2, '2026-01-12 12:00:00'),
    ('CNT-3', 1735556400000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1735556400.000"}, {"ct": 30, "tempMeas": 60.0, "seq": 2, "time": "1735556430.000"}]', 3, '2025-01-01 12:00:00'),
    ('CNT-3', 1798801200000000000, '[{"ct": 30, "tempMeas": 60.0, "seq": 1, "time": "1798801200.000"}]', 4, '2027-01-02 12:00:00');
