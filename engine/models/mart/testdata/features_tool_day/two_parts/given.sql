-- T-1 makes part 1 on the 5th and 6th of January, part 2 on the 7th, and part 1 again on the 12th: cycles of 30 s, one of 33 and one of 27 s
-- (slow and fast beside 30), one of 90 s that hides a stop of 60 s, one idle one after 2000 s, and a gap of 70 s. T-2 shows on the 20th that
-- these days are over. MOLD tells 100 designed shots, from the 6th at noon on 50: known on the 7th. Its maintenance was on the 5th.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, designed_shot, initial_shot, valid_from, valid_to)
VALUES (1, 'T-1', 300, 2, 100, 10, NULL, '2026-01-06 12:00:00'), (1, 'T-1', 300, 2, 50, 10, '2026-01-06 12:00:00', NULL), (2, 'T-2', NULL, 1, NULL, NULL, NULL, NULL);
INSERT INTO raw.part_history (id, part_code) VALUES (1, 'P-1'), (2, 'P-2');
INSERT INTO raw.mold_part_history (mold_id, part_id, cavity, switched_time)
VALUES (1, 1, 2, '1767225600000000000'), (1, 1, 0, '1767744000000000000'), (1, 2, 4, '1767744000000000000'), (1, 2, 0, '1768176000000000000'), (1, 1, 2, '1768176000000000000');
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010100'), ('CNT-2', 2, '2026010100');
INSERT INTO raw.work_order (id, mold_id, order_type, status, completed_at) VALUES (1, 1, 'PREVENTIVE', 'COMPLETED', '2026-01-05 20:00:00');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT counter, epoch_us(day) * 1000,
    '[' || string_agg(printf('{"ct": %s, "tempMeas": %s, "seq": %d, "time": "%d"}', ct, temperature, seq, epoch_us(day) // 1000000 + second_no), ', ' ORDER BY second_no) || ']',
    row_number() OVER (ORDER BY counter, day), TIMESTAMP '2026-02-01'
FROM (VALUES
    ('CNT-1', TIMESTAMP '2026-01-05', 1, 43200, '30.0', '60.0'), ('CNT-1', TIMESTAMP '2026-01-05', 2, 43230, '30.0', '62.0'),
    ('CNT-1', TIMESTAMP '2026-01-05', 3, 43263, '33.0', 'null'), ('CNT-1', TIMESTAMP '2026-01-05', 4, 43290, '27.0', 'null'),
    ('CNT-1', TIMESTAMP '2026-01-06', 5, 43200, '30.0', 'null'), ('CNT-1', TIMESTAMP '2026-01-06', 6, 43290, '90.0', 'null'),
    ('CNT-1', TIMESTAMP '2026-01-06', 7, 45290, '999.9', 'null'), ('CNT-1', TIMESTAMP '2026-01-06', 8, 45320, '30.0', 'null'),
    ('CNT-1', TIMESTAMP '2026-01-06', 9, 45420, '30.0', 'null'),
    ('CNT-1', TIMESTAMP '2026-01-07', 10, 43200, '31.5', 'null'), ('CNT-1', TIMESTAMP '2026-01-12', 11, 43200, '33.0', 'null'),
    ('CNT-2', TIMESTAMP '2026-01-20', 1, 43200, '999.9', 'null')
) AS x (counter, day, seq, second_no, ct, temperature)
GROUP BY counter, day;
