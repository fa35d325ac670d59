-- What each tool lost on each production day, by cause; a stop counts in the
-- day in which it starts.
SELECT
    equipment_code,
    local_date,
    kind AS cause,
    SUM(downtime_us)::BIGINT AS loss_us
FROM stops
GROUP BY ALL
UNION ALL
SELECT
    equipment_code,
    local_date,
    'slow' AS cause,
    SUM(speed_loss_us)::BIGINT AS loss_us
FROM pieces
GROUP BY ALL
HAVING SUM(speed_loss_us) > 0
