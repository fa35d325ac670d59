-- The best demonstrated cycle of each tool and part, of all time, and how far the
-- shots of the window are from it.
SELECT
    a.equipment_code,
    a.part_id,
    p.part_code,
    a.shots,
    a.median / 1000000 AS ct_median,
    b.median / 1000000 AS best_ct,
    a.median / NULLIF(b.median, 0) - 1 AS gap_to_best,
    b.from_utc AS best_from_utc,
    b.shot_time_utc AS best_to_utc,
    b.shots AS best_shots,
    b.cv AS best_cv,
    CASE WHEN b.median IS NULL THEN 'no_steady_hours' END AS reason
FROM asked a
LEFT JOIN best_hours b ON b.equipment_code = a.equipment_code AND b.part_id IS NOT DISTINCT FROM a.part_id
LEFT JOIN part p ON p.equipment_code = a.equipment_code AND p.part_id IS NOT DISTINCT FROM a.part_id
ORDER BY gap_to_best DESC NULLS LAST, a.equipment_code, a.part_id NULLS FIRST
LIMIT $limit::BIGINT
