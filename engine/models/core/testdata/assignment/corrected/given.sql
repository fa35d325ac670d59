-- A row that STATISTICS no longer has gives way to one that it has for that hour; alone it still counts.
INSERT INTO raw.mold_history (id, equipment_code) VALUES (1, 'T-1'), (2, 'T-2'), (3, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count, deleted_utc)
VALUES ('CNT-1', 1, '2026010500', 90, TIMESTAMP '2026-01-06'), (' cnt-1', 2, '2026010500', 10, NULL),
    ('CNT-1', 1, '2026010501', 90, TIMESTAMP '2026-01-06'),
    ('CNT-1', 2, '2026010502', 90, TIMESTAMP '2026-01-06'), ('CNT-1', 3, '2026010502', 10, NULL),
    ('CNT-2', 1, '2026010500', 10, NULL);
