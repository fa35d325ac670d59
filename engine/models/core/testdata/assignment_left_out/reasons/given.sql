-- Mold 3 never had a code; a bad hour goes before an unknown mold.
INSERT INTO raw.mold_history (id, equipment_code) VALUES (1, 'T-1'), (3, ' ');
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES
    ('CNT-1', 1, '2026010500', 5),
    ('CNT-1', 1, 'junk', 5),
    (' cnt-1', 1, '2026010525', 5),
    ('CNT-1', 99, NULL, 5),
    ('CNT-1', 99, '2026010501', 5),
    ('CNT-2', 3, '2026010501', 5),
    ('CNT-2', NULL, '2026010502', 5),
    (' ', 1, '2026010503', 5),
    (NULL, 1, '2026010503', 5);
