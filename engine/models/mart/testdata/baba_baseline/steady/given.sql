-- 60 shots a day, of 29.9, 30.0 and 30.1 s: T-1 on 21 days from a Monday on, 2 s slower in the third week; T-2 has no approved cycle
-- time, and two peaks in the third week; T-3 made one shot.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 1, NULL, NULL, NULL, NULL, NULL), (2, 'T-2', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL), (3, 'T-3', NULL, 300, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
SELECT 'CNT-' || m, m, '2026010500', NULL
FROM range(1, 4) AS a (m);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-' || m, (1767571200 + 86400 * d) * 1000000000,
    '[' || string_agg('{"ct": ' || CAST(30 + (n + d) % 3 * 0.1 - 0.1
        + CASE WHEN m = 1 AND d >= 14 THEN 2 WHEN m = 2 AND d >= 14 AND n % 2 = 0 THEN 0.6 ELSE 0 END AS DECIMAL(9, 1))
        || ', "tempMeas": ' || 60 + n % 2 || ', "seq": ' || d * 60 + n + 1 || ', "time": "' || 1767571200 + 86400 * d + 40 * n || '"}', ', ' ORDER BY n) || ']',
    m * 100 + d, '2026-02-15 12:00:00'
FROM range(1, 4) AS a (m), range(0, 21) AS b (d), range(0, 60) AS c (n)
WHERE m < 3 OR (d = 3 AND n = 0)
GROUP BY m, d;
