-- Approved 30 s, 40 s needed, 8 cavities: 125,000 shots for a million parts.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 8);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT
    'CNT-1', 1767571200000000000, '[' || string_agg('{"ct": 40, "tempMeas": 60.0, "seq": ' || n || ', "time": "' || (1767571200 + 40 * n) || '.000"}', ', ') || ']',
    n // 5000, '2026-04-01'
FROM range(1, 125001) AS shot (n)
GROUP BY n // 5000;
