-- Where there are no shifts: what each tool made on a usual day, the mean of
-- the production days with shots of the last 28, and of that up to this time of
-- day. The hour that has begun counts by its share.
SELECT
    equipment_code,
    COUNT(DISTINCT date_no) AS days,
    SUM(shots)::BIGINT / COUNT(DISTINCT date_no) AS shots,
    SUM(shots * LEAST(GREATEST((elapsed_us - from_us) / 3600000000, 0), 1)) / COUNT(DISTINCT date_no) AS due
FROM (
    SELECT
        h.equipment_code,
        h.shots,
        (epoch_us(h.bucket_start_local) - p.day_start_us) // 86400000000 AS date_no,
        (epoch_us(h.bucket_start_local) - p.day_start_us) % 86400000000 AS from_us,
        (p.local_us - p.day_start_us) % 86400000000 AS elapsed_us,
        p.today
    FROM mart.run_rate_hour h
    JOIN tool t ON t.equipment_code = h.equipment_code
    JOIN plan p ON p.location_id IS NOT DISTINCT FROM t.location_id AND p.time_zone = t.time_zone
    WHERE NOT p.has_shifts
        AND h.shots > 0
        AND h.bucket_start_utc > $as_of::TIMESTAMP - INTERVAL 30 DAY
        AND h.bucket_start_utc <= $as_of::TIMESTAMP
)
WHERE date_no BETWEEN today - 28 AND today - 1
GROUP BY equipment_code
