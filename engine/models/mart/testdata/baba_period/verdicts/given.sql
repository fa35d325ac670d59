-- 180 shots of 29.9, 30.0 and 30.1 s on three days of a week, other ones in the week after: T-1 is 2 s faster; the spread of T-2 to T-5
-- is 1.3, 1.2, 0.85 and 0.75 of what it was. T-6 and T-7 made 30 s alone: 0.05 s are half of the least MAD, 0.1 s, and 0.049 s less.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) SELECT m, 'T-' || m, 300, 1 FROM range(1, 8) AS a (m);
INSERT INTO raw.statistics (ci, mold_id, hour) SELECT 'CNT-' || m, m, '2026010500' FROM range(1, 8) AS a (m);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT 'CNT-' || m, (1767571200 + 86400 * d) * 1000000000,
    '[' || string_agg('{"ct": ' || CAST(
            CASE
                WHEN m = 6 THEN 30 + CASE WHEN d >= 7 THEN 0.05 ELSE 0 END
                WHEN m = 7 THEN 30 + CASE WHEN d >= 7 THEN 0.049 ELSE 0 END
                WHEN d < 7 THEN 30 + (n % 3 - 1) * 0.1
                WHEN m = 1 THEN 28 + (n % 3 - 1) * 0.1
                ELSE 30 + (n % 3 - 1) * CASE m WHEN 2 THEN 0.130 WHEN 3 THEN 0.120 WHEN 4 THEN 0.085 ELSE 0.075 END
            END AS DECIMAL(9, 3))
        || ', "tempMeas": 60, "seq": ' || d * 180 + n + 1 || ', "time": "' || 1767571200 + 86400 * d + 40 * n || '"}', ', ' ORDER BY n) || ']',
    m * 100 + d, '2026-02-15 12:00:00'
FROM range(1, 8) AS a (m), unnest([0, 1, 2, 7, 8, 9]::BIGINT[]) AS b (d), range(0, 180) AS c (n)
GROUP BY m, d;
