-- Anomalies of the data: those that are not over first, then the latest.
SELECT
    a.equipment_code,
    CAST(a.level AS VARCHAR) AS level,
    a.from_date,
    a.to_date,
    a.days,
    a.worst_date,
    a.value,
    a.usual,
    a.z,
    a.cause,
    count(*) OVER () AS found,
    count(CASE WHEN a.to_date IS NULL THEN 1 END) OVER () AS open
FROM mart.data_anomaly a
ORDER BY a.to_date IS NULL DESC, a.from_date DESC, abs(a.z) DESC, a.anomaly_id
LIMIT 10
