-- Hours in which the warehouse's own statistics counted shots of a tool, around
-- [$lo, $hi): evidence of production where the shots themselves are missing.
SELECT DISTINCT
    UPPER(TRIM(m.equipment_code)) AS equipment_code,
    TRY_STRPTIME(TRIM(s.hour), '%Y%m%d%H') AS hour_utc
FROM raw.statistics s
JOIN raw.mold m ON m.id = s.mold_id
WHERE s.shot_count > 0
    AND s.deleted_utc IS NULL
    AND TRIM(s.hour) >= strftime($lo::TIMESTAMP - INTERVAL 1 HOUR, '%Y%m%d%H')
    AND TRIM(s.hour) < strftime($hi::TIMESTAMP, '%Y%m%d%H')
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], UPPER(TRIM(m.equipment_code))))
    AND hour_utc IS NOT NULL
