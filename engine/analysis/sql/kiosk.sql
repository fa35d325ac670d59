-- The tiles of a screen, a tool each.
SELECT
    t.equipment_code,
    t.part_code,
    t.part_name,
    t.location_id,
    t.location_name,
    t.time_zone,
    t.last_shot_utc,
    t.ref_ct,
    t.approved_ct,
    c.ct,
    r.run_gap_us,
    r.tolerance,
    q.equipment_code IS NOT NULL AS is_silent,
    s.start_utc AS stop_start_utc,
    s.downtime_us AS stop_us,
    s.kind AS stop_kind,
    p.has_shifts,
    p.shift,
    p.from_utc,
    p.to_utc,
    p.is_planned_off,
    p.resumes_utc,
    COALESCE(m.shots, 0) AS shots,
    CASE
        WHEN p.has_shifts THEN p.planned_us / 1e6 / COALESCE(t.approved_ct, t.ref_ct)
        WHEN u.days >= 3 THEN u.shots
    END AS planned_shots,
    CASE
        WHEN p.has_shifts THEN COALESCE(p.due_us, 0) / 1e6 / COALESCE(t.approved_ct, t.ref_ct)
        WHEN u.days >= 3 THEN u.due
    END AS due_shots,
    u.days AS usual_days
FROM tool t
JOIN plan p ON p.location_id IS NOT DISTINCT FROM t.location_id AND p.time_zone = t.time_zone
JOIN rule r ON r.equipment_code = t.equipment_code
LEFT JOIN cycle c ON c.equipment_code = t.equipment_code
LEFT JOIN last_stop s ON s.equipment_code = t.equipment_code
LEFT JOIN silent q ON q.equipment_code = t.equipment_code
LEFT JOIN made m ON m.equipment_code = t.equipment_code
LEFT JOIN usual u ON u.equipment_code = t.equipment_code
ORDER BY t.equipment_code
