-- Hours in which the warehouse's own statistics counted shots of a tool, around
-- [$lo, $hi): evidence of production where the shots themselves are missing.
SELECT DISTINCT
    UPPER(TRIM(m.equipment_code)) AS equipment_code,
    TRY_STRPTIME(s.hour, '%Y%m%d%H') AS hour_utc
FROM (
    SELECT mold_id, TRIM(hour) AS hour
    FROM raw.statistics
    WHERE shot_count > 0
        AND deleted_utc IS NULL
        -- The cheap part first: text that begins with a blank comes before all
        -- figures.
        AND (hour >= strftime($lo::TIMESTAMP - INTERVAL 1 HOUR, '%Y%m%d%H') OR hour < '0')
) s
JOIN raw.mold m ON m.id = s.mold_id
WHERE s.hour >= strftime($lo::TIMESTAMP - INTERVAL 1 HOUR, '%Y%m%d%H')
    AND s.hour < strftime($hi::TIMESTAMP, '%Y%m%d%H')
    AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], UPPER(TRIM(m.equipment_code))))
    AND CASE WHEN s.hour < strftime($hi::TIMESTAMP, '%Y%m%d%H') THEN TRY_STRPTIME(s.hour, '%Y%m%d%H') IS NOT NULL END
