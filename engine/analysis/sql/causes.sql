-- Downtime of stops by tool and kind.
SELECT
    equipment_code,
    kind,
    COUNT(*) AS stops,
    COUNT(*) FILTER (WHERE is_micro) AS micro_stops,
    SUM(downtime_us)::BIGINT AS downtime_us
FROM stops
GROUP BY equipment_code, kind
ORDER BY downtime_us DESC, equipment_code, kind
