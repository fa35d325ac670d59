-- Vienna's clocks skip 02 on 29 March and show it twice on 25 October: it begins with the first.
INSERT INTO raw.mold_history (id, equipment_code) VALUES (1, 'T-1'), (2, 'T-2');
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count)
VALUES ('CNT-1', 1, '2026032901', 1), ('CNT-1', 2, '2026032902', 1), ('CNT-1', 1, '2026032904', 1),
    ('CNT-1', 2, '2026102502', 1), ('CNT-1', 1, '2026102503', 1);
