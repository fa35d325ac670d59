-- No statistics: the mold that carried the counter at that time; it moved at 02:00, and
-- from 04:00 on two carry it, so that none does.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to) VALUES
    (1, 'T-1', 'CNT-1', 300, 2, NULL, NULL, NULL, NULL, '2026-01-05 02:00'),
    (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, '2026-01-05 02:00', '2026-01-05 04:00'),
    (1, 'T-1', ' cnt-1 ', 300, 2, NULL, NULL, NULL, '2026-01-05 04:00', NULL),
    (2, 'T-2', NULL, 300, 2, NULL, NULL, NULL, NULL, '2026-01-05 02:00'),
    (2, 'T-2', 'CNT-1', 300, 2, NULL, NULL, NULL, '2026-01-05 02:00', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 30.0, "seq": 1, "time": "1767578399"}, {"ct": 30.0, "seq": 2, "time": "1767578400"}, {"ct": 30.0, "seq": 3, "time": "1767585599"}, {"ct": 30.0, "seq": 4, "time": "1767585600"}]', 1, '2026-03-01 12:00:00');
