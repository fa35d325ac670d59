-- One shot of 40 s on a tool, 99 of 30 s on another, both approved for 30 s.
INSERT INTO raw.mold_history (id, equipment_code, contracted_cycle_time, total_cavities) VALUES (1, 'T-1', 300, 1), (2, 'T-2', 300, 1);
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010500'), ('CNT-2', 2, '2026010500');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
VALUES ('CNT-1', 1767571200000000000, '[{"ct": 40, "tempMeas": 60.0, "seq": 1, "time": "1767571260.000"}]', 1, '2026-01-07');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT
    'CNT-2', 1767571200000000000, '[' || string_agg('{"ct": 30, "tempMeas": 60.0, "seq": ' || n || ', "time": "' || (1767571200 + 30 * n) || '.000"}', ', ') || ']',
    2, '2026-01-07'
FROM range(1, 100) AS shot (n);
