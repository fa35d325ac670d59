-- T-1: two shots a day but on Sundays, from 19 January one on each; T-2: one shot on two Mondays. The mirror ends on Friday 20 February.
INSERT INTO raw.mold_history (id, equipment_code) VALUES (1, 'T-1'), (2, 'T-2');
INSERT INTO raw.statistics (ci, mold_id, hour) VALUES ('CNT-1', 1, '2026010100'), ('CNT-2', 2, '2026010100');
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT
    counter_code,
    epoch_us(at_utc) * 1000,
    printf('[{"ct": 30, "tempMeas": 60.0, "seq": %d, "time": "%d.000"}]', row_number() OVER (PARTITION BY counter_code ORDER BY at_utc), epoch_us(at_utc) // 1000000),
    row_number() OVER (ORDER BY counter_code, at_utc),
    TIMESTAMP '2026-02-21'
FROM (
    SELECT 'CNT-1' AS counter_code, d.at_utc + to_seconds(30 * n.no) AS at_utc
    FROM range(TIMESTAMP '2026-01-05 12:00:00', TIMESTAMP '2026-02-21', INTERVAL 1 DAY) AS d (at_utc)
    CROSS JOIN range(2) AS n (no)
    WHERE CASE WHEN d.at_utc < TIMESTAMP '2026-01-19' THEN isodow(d.at_utc) < 7 ELSE n.no = 0 END
    UNION ALL
    VALUES ('CNT-2', TIMESTAMP '2026-01-05 12:00:00'), ('CNT-2', TIMESTAMP '2026-01-12 12:00:00')
);
