-- Anomalies of the data of which a day lies in the window, the newest first.
SELECT
    a.anomaly_id,
    a.equipment_code,
    a.level,
    a.from_date,
    a.to_date,
    a.days,
    a.worst_date,
    a.value,
    a.usual,
    a.z,
    a.cause
FROM mart.data_anomaly a
WHERE a.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND COALESCE(a.to_date > COALESCE($from_date::DATE, $from_utc::TIMESTAMP::DATE), TRUE)
    AND COALESCE(a.from_date < COALESCE($to_date::DATE, $to_utc::TIMESTAMP), TRUE)
ORDER BY a.from_date DESC, a.equipment_code, a.level, a.anomaly_id
LIMIT $limit::BIGINT
