-- 30 shots a day for 40 days, noise of ±0.1 s. T-1 is 2 s slower from 21 January on; T-2 grows by 0.05 s a day, and 1 °C warmer on two days; T-3 stays.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 1, NULL, NULL, NULL, NULL, NULL), (2, 'T-2', NULL, 300, 1, NULL, NULL, NULL, NULL, NULL), (3, 'T-3', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
SELECT 'CNT-' || m, m, strftime(TIMESTAMP '2026-01-01 00:00:00' + to_hours(h), '%Y%m%d%H'), NULL
FROM range(1, 4) AS a (m), range(0, 960, 24) AS b (h);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-' || m, (1767225600 + 86400 * d) * 1000000000,
    '[' || string_agg('{"ct": ' || CAST(30 + (n + d) % 3 * 0.1 - 0.1
        + CASE WHEN m = 1 AND d >= 20 THEN 2 WHEN m = 2 THEN d * 0.05 ELSE 0 END AS DECIMAL(9, 2))
        || ', "tempMeas": ' || CAST(60 + (n + d) % 3 * 0.1 + CASE WHEN m = 2 AND d BETWEEN 8 AND 9 THEN 1 ELSE 0 END AS DECIMAL(9, 1)) || ', "seq": ' || d * 30 + n + 1 || ', "time": "' || 1767225600 + 86400 * d + 40 * n || '"}', ', ' ORDER BY n) || ']',
    m * 100 + d, '2026-02-15 12:00:00'
FROM range(1, 4) AS a (m), range(0, 40) AS b (d), range(0, 30) AS c (n)
GROUP BY m, d;
