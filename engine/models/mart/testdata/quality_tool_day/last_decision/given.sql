-- 300 shots of 30 s in 200 min of one day, approved 30 s, in its second hour 20 s and then 30 s again: what holds for the last shot judges
-- the day, not what was decided first or last.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities, valid_from, valid_to) VALUES
    (1, 'T-1', 300, 1, NULL, '2026-01-05 01:00:00'),
    (1, 'T-1', 200, 1, '2026-01-05 01:00:00', '2026-01-05 02:00:00'),
    (1, 'T-1', 300, 1, '2026-01-05 02:00:00', NULL);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-1', 1767571200000000000,
    '[' || string_agg('{"ct": ' || 30 + (n % 3 - 1) * 0.1 || ', "tempMeas": 60, "seq": ' || n + 1 || ', "time": "' || 1767571200 + 40 * n || '"}', ', ' ORDER BY n) || ']',
    1, '2026-02-15 12:00:00'
FROM range(0, 300) AS a (n);
