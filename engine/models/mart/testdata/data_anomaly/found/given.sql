-- Ten workdays of 100 shots: on the seventh 20 never come, on the eighth and ninth every cycle takes 40 s; the tenth is as the others.
INSERT INTO raw.mold_history (id, equipment_code, counter_code, contracted_cycle_time, total_cavities, tooling_type, supplier_company_id, location_id, valid_from, valid_to)
VALUES (1, 'T-1', NULL, 300, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO raw.statistics (ci, mold_id, hour, shot_count) VALUES ('CNT-1', 1, '2026010500', NULL);
INSERT INTO raw.data_shot (counter_code, shot_start_time, content, packet_id, arrived_utc)
SELECT
    'CNT-1',
    start_s * 1000000000,
    '[' || string_agg(printf('{"ct": %d, "tempMeas": 60.0, "seq": %d, "time": "%d.000"}', CASE WHEN day IN (7, 8) THEN 40 ELSE 30 END, day * 100 + shot, start_s + shot * 60), ', ' ORDER BY shot) || ']',
    day + 1,
    make_timestamp((start_s + 7200) * 1000000)
FROM (
    SELECT unnest(range(10)) AS day
) AS d
CROSS JOIN LATERAL (SELECT 1767600000 + (day + 2 * (day // 5)) * 86400 AS start_s) AS s
CROSS JOIN (SELECT unnest(range(100)) AS shot) AS n
WHERE day <> 6 OR shot NOT BETWEEN 40 AND 59
GROUP BY day, start_s;
