-- 30 shots a day: T-1 to T-3 on 20 days, T-4 on 10, which are not 500 shots.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
SELECT m, 'T-' || m, NULL, 300, 1, NULL, NULL, NULL, NULL, NULL FROM range(1, 5) AS a (m);
INSERT INTO raw.part_history (id, part_code) VALUES (9, 'P-009');
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
SELECT 'CNT-' || m, m, '2026010100', NULL
FROM range(1, 5) AS a (m);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-' || m, (1767225600 + 86400 * d) * 1000000000,
    '[' || string_agg('{"ct": 30, "tempMeas": 60, "seq": ' || d * 30 + n + 1 || ', "time": "' || 1767225600 + 86400 * d + 40 * n || '"}', ', ' ORDER BY n) || ']',
    m * 100 + d, '2026-02-15 12:00:00'
FROM range(1, 5) AS a (m), range(0, 20) AS b (d), range(0, 30) AS c (n)
WHERE m < 4 OR d < 10
GROUP BY m, d;
