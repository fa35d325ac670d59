-- The last shot of each tool, whatever the window, how long a silence may be
-- before the tool counts as off (run_gap of the tool, else of the site), and
-- what else is known about $hi, the time until which the mirror tells.
SELECT
    r.equipment_code,
    r.last_shot_utc,
    r.last_shot_utc + r.clock AS last_shot_local,
    r.ref_ct,
    g.run_gap_us,
    COALESCE(n.is_planned_off, FALSE) AS is_planned_off,
    COALESCE(s.hour_utc > r.last_shot_utc, FALSE) AS is_reported
FROM (
    -- A window over all runs took ten times as long.
    SELECT
        equipment_code,
        MAX(last_shot_utc) AS last_shot_utc,
        arg_max(end_local - end_utc, (last_shot_utc, run_id)) AS clock,
        arg_max_null(ref_ct, (last_shot_utc, run_id)) AS ref_ct
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
    GROUP BY equipment_code
) r
LEFT JOIN (
    SELECT equipment_code, arg_max(location_id, (from_utc, counter_code)) AS location_id
    FROM core.counter_period
    WHERE equipment_code IS NOT NULL AND from_utc <= $hi::TIMESTAMP
    GROUP BY equipment_code
) o ON o.equipment_code = r.equipment_code
LEFT JOIN (
    SELECT
        location_id,
        NOT bool_or(from_utc <= $hi::TIMESTAMP AND to_utc > $hi::TIMESTAMP) AS is_planned_off
    FROM planned
    GROUP BY location_id
) n ON n.location_id = o.location_id
LEFT JOIN (
    SELECT equipment_code, MAX(hour_utc) AS hour_utc
    FROM reported
    GROUP BY equipment_code
) s ON s.equipment_code = r.equipment_code
LEFT JOIN rule g ON g.equipment_code = r.equipment_code
ORDER BY r.equipment_code
