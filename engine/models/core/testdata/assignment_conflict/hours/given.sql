-- Two molds in an hour are a conflict, one twice is none, and one that MOLD does not have does not count.
INSERT INTO raw.mold_history (id, equipment_code) VALUES (1, 'T-1'), (2, 'T-2'), (3, 'T-3');
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
VALUES ('CNT-1', 1, '2026010500', 90), (' cnt-1', 2, '2026010500', 10), ('CNT-1', 3, '2026010500', NULL),
    ('CNT-1', 1, '2026010501', 90), (' cnt-1', 1, '2026010501', 10),
    ('CNT-1', 1, '2026010502', 90), ('CNT-1', 99, '2026010502', 10),
    ('CNT-2', 1, '2026010503', 5), ('CNT-2', 2, '2026010503', 5);
