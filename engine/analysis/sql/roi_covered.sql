-- How long each tool is covered by data in a stretch of time, and how long it
-- produced: all parts, for its year is one. A day is covered from the tool's
-- first one on, while shots of any tool came, unless its counter counted shots
-- that never came and none that did. A window that cuts days takes its part of
-- them; production in an hour that it cuts counts whole.
WITH known AS (
    SELECT
        equipment_code,
        MIN(local_date) AS first_date
    FROM mart.run_rate_day
    WHERE ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    GROUP BY equipment_code
),
calendar AS (
    SELECT
        k.equipment_code,
        unnest(range(
            GREATEST(k.first_date, $from_date::DATE, $from_utc::TIMESTAMP::DATE),
            LEAST(a.last_date + 1, $to_date::DATE, ($to_utc::TIMESTAMP - INTERVAL 1 MICROSECOND)::DATE + 1),
            INTERVAL 1 DAY
        ))::DATE AS local_date
    FROM known k
    CROSS JOIN (SELECT MAX(local_date) AS last_date FROM mart.run_rate_day) a
),
silent AS (
    SELECT DISTINCT equipment_code, unnest(range(from_utc::DATE + 1, to_day, INTERVAL 1 DAY))::DATE AS local_date
    FROM lost
),
made AS (
    SELECT equipment_code, local_date, SUM(production_time_us)::BIGINT AS production_time_us
    FROM (
        SELECT equipment_code, local_date, production_time_us
        FROM mart.run_rate_day
        WHERE $from_utc::TIMESTAMP IS NULL AND $to_utc::TIMESTAMP IS NULL
        UNION ALL
        SELECT equipment_code, local_date, production_time_us
        FROM mart.run_rate_slot
        WHERE ($from_utc::TIMESTAMP IS NOT NULL OR $to_utc::TIMESTAMP IS NOT NULL)
            AND ($from_utc::TIMESTAMP IS NULL OR slot_start_utc >= date_trunc('hour', $from_utc::TIMESTAMP))
            AND ($to_utc::TIMESTAMP IS NULL OR slot_start_utc < $to_utc::TIMESTAMP)
    )
    WHERE ($from_date::DATE IS NULL OR local_date >= $from_date::DATE)
        AND ($to_date::DATE IS NULL OR local_date < $to_date::DATE)
        AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    GROUP BY ALL
)
SELECT
    c.equipment_code,
    CASE $by WHEN 'week' THEN strftime(c.local_date, '%G-W%V') WHEN 'month' THEN strftime(c.local_date, '%Y-%m') ELSE '' END AS stretch,
    SUM(
        epoch_us(LEAST((c.local_date + 1)::TIMESTAMP, $to_utc::TIMESTAMP)) - epoch_us(GREATEST(c.local_date::TIMESTAMP, $from_utc::TIMESTAMP))
    )::BIGINT AS covered_us,
    SUM(m.production_time_us)::BIGINT AS production_time_us
FROM calendar c
LEFT JOIN made m ON m.equipment_code = c.equipment_code AND m.local_date = c.local_date
LEFT JOIN silent s ON s.equipment_code = c.equipment_code AND s.local_date = c.local_date
WHERE m.production_time_us > 0 OR s.local_date IS NULL
GROUP BY ALL
