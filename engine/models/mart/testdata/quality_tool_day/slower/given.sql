-- 180 shots a day of 29.9, 30.0 and 30.1 s in turn on six days, 2 s slower on the last three: T-1, whose baseline is the first three days.
-- T-2 made seven shots with one temperature each: too few for a baseline, one subgroup and two shots left.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 1, NULL, NULL, NULL, NULL, NULL), (2, 'T-2', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
SELECT 'CNT-' || m, m, '2026010500', NULL
FROM range(1, 3) AS a (m);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-' || m, (1767571200 + 86400 * d) * 1000000000,
    '[' || string_agg('{"ct": ' || CAST(30 + n % 3 * 0.1 - 0.1 + CASE WHEN d >= 3 THEN 2 ELSE 0 END AS DECIMAL(9, 1))
        || ', "tempMeas": ' || CASE WHEN m = 2 THEN CAST(60 + n % 2 AS VARCHAR) ELSE 'null' END
        || ', "seq": ' || d * 180 + n + 1 || ', "time": "' || 1767571200 + 86400 * d + 40 * (n + 1) || '"}', ', ' ORDER BY n) || ']',
    m * 100 + d, '2026-02-15 12:00:00'
FROM range(1, 3) AS a (m), range(0, 6) AS b (d), range(0, 180) AS c (n)
WHERE m = 1 OR (d = 0 AND n < 7)
GROUP BY m, d;
