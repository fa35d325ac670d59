-- T-1: forecasts between its days. T-2: used up in the mirrored days, maintenance passed. T-3: no shots. T-4: designed for nobody knows what.
-- T-5: used up before the mirror. T-6: one day of ten. T-8: six days, too few; T-9: seven. T-7 is gone from MOLD and made nothing: no row.
-- T-10: at 80 % exactly, T-11 a shot before.
INSERT INTO raw.mold_history (id, equipment_code, designed_shot, initial_shot, valid_from, valid_to)
VALUES
    (1, 'T-1', 900, 40, NULL, '2026-01-10'), (1, ' t-1', 100, 40, '2026-01-10', NULL), (2, 'T-2', 20, -7, NULL, NULL), (3, 'T-3', 1000, 850, NULL, NULL),
    (4, 'T-4', 0, NULL, NULL, NULL), (5, 'T-5', 100, 100, NULL, NULL), (6, 'T-6', 10, NULL, NULL, NULL), (7, 'T-7', 10, NULL, NULL, '2026-01-10'),
    (8, 'T-8', 100, NULL, NULL, NULL), (9, 'T-9', 100, NULL, NULL, NULL),
    (10, 'T-10', 1000, 800, NULL, NULL), (11, 'T-11', 1000, 799, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour)
VALUES ('CNT-1', 1, '2026010100'), ('CNT-2', 2, '2026010100'), ('CNT-4', 4, '2026010100'), ('CNT-5', 5, '2026010100'), ('CNT-6', 6, '2026010100'),
    ('CNT-8', 8, '2026010100'), ('CNT-9', 9, '2026010100');
INSERT INTO raw.work_order (id, mold_id, order_type, status, completed_at, completed_on)
VALUES
    (1, 1, 'PREVENTIVE', 'COMPLETED', '2026-01-10 05:00:00', NULL), (2, 1, 'PREVENTIVE', 'COMPLETED', '2026-01-08', NULL),
    (3, 1, 'PREVENTIVE', 'OPEN', '2026-01-13', NULL), (4, 1, 'CORRECTIVE', 'COMPLETED', '2026-01-13', NULL),
    (5, 2, 'preventive', ' Completed ', NULL, '2026-01-09'), (6, 6, 'PREVENTIVE', 'COMPLETED', '2026-01-02', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT
    d.counter_code,
    epoch_us(at_utc) * 1000,
    printf('[{"ct": 30, "tempMeas": 60.0, "seq": %d, "time": "%d.000"}]', row_number() OVER (PARTITION BY d.counter_code ORDER BY at_utc), epoch_us(at_utc) // 1000000),
    row_number() OVER (ORDER BY d.counter_code, at_utc),
    TIMESTAMP '2026-01-15'
FROM (
    SELECT counter_code, unnest(shots) AS shots, generate_subscripts(shots, 1) - 1 AS day_no
    FROM (VALUES
        ('CNT-1', [5, 3, 1, 4, 2, 6, 0, 4, 3, 2]),
        ('CNT-2', [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
        ('CNT-4', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        ('CNT-5', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        ('CNT-6', [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ('CNT-8', [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]),
        ('CNT-9', [0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    ) AS x (counter_code, shots)
) AS d
CROSS JOIN range(d.shots) AS n (no)
CROSS JOIN (SELECT TIMESTAMP '2026-01-05 12:00:00' + to_days(CAST(d.day_no AS INTEGER)) + to_seconds(30 * n.no) AS at_utc) AS t;
