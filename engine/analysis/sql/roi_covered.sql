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
day AS (
    SELECT
        d.local_date,
        CASE $by WHEN 'week' THEN strftime(d.local_date, '%G-W%V') WHEN 'month' THEN strftime(d.local_date, '%Y-%m') ELSE '' END AS stretch,
        GREATEST(d.local_date::TIMESTAMP, $from_utc::TIMESTAMP) AS from_utc,
        LEAST((d.local_date + 1)::TIMESTAMP, $to_utc::TIMESTAMP) AS to_utc
    FROM (
        SELECT unnest(range(
            GREATEST(MIN(local_date), $from_date::DATE, $from_utc::TIMESTAMP::DATE),
            LEAST(MAX(local_date) + 1, $to_date::DATE, ($to_utc::TIMESTAMP - INTERVAL 1 MICROSECOND)::DATE + 1),
            INTERVAL 1 DAY
        ))::DATE AS local_date
        FROM mart.run_rate_day
    ) d
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
),
silent AS (
    SELECT DISTINCT equipment_code, unnest(range(from_utc::DATE + 1, to_day, INTERVAL 1 DAY))::DATE AS local_date
    FROM lost
)
-- Days of all tools are few; those of each one are not listed, but reckoned.
SELECT
    k.equipment_code,
    s.stretch,
    GREATEST(0, epoch_us(s.to_utc) - epoch_us(GREATEST(s.from_utc, k.first_date::TIMESTAMP))) - COALESCE(g.silent_us, 0) AS covered_us,
    m.production_time_us
FROM known k
CROSS JOIN (SELECT stretch, MIN(from_utc) AS from_utc, MAX(to_utc) AS to_utc FROM day GROUP BY stretch) s
LEFT JOIN (
    SELECT m.equipment_code, d.stretch, SUM(m.production_time_us)::BIGINT AS production_time_us
    FROM made m
    JOIN day d ON d.local_date = m.local_date
    GROUP BY ALL
) m ON m.equipment_code = k.equipment_code AND m.stretch = s.stretch
LEFT JOIN (
    SELECT l.equipment_code, d.stretch, SUM(epoch_us(d.to_utc) - epoch_us(d.from_utc))::BIGINT AS silent_us
    FROM silent l
    JOIN day d ON d.local_date = l.local_date
    JOIN known k ON k.equipment_code = l.equipment_code AND k.first_date <= l.local_date
    ANTI JOIN (SELECT equipment_code, local_date FROM made WHERE production_time_us > 0) m
        ON m.equipment_code = l.equipment_code AND m.local_date = l.local_date
    GROUP BY ALL
) g ON g.equipment_code = k.equipment_code AND g.stretch = s.stretch
