-- What the window is for each tool, in UTC: a local production day begins when
-- the clock of the tool's plant shows day_start. The period that holds that
-- instant knows the offset; before and after all periods, the nearest one.
SELECT
    equipment_code,
    CASE
        WHEN $from_utc::TIMESTAMP IS NOT NULL THEN $from_utc::TIMESTAMP
        WHEN $from_date::DATE IS NOT NULL THEN arg_max(from_at, from_nearness)
    END AS from_utc,
    CASE
        WHEN $to_utc::TIMESTAMP IS NOT NULL THEN $to_utc::TIMESTAMP
        WHEN $to_date::DATE IS NOT NULL THEN arg_max(to_at, to_nearness)
    END AS to_utc
FROM (
    SELECT
        *,
        CASE
            WHEN from_utc > from_at THEN (0, TIMESTAMP '1970-01-01', -epoch_us(from_utc))
            WHEN to_utc <= from_at THEN (1, from_utc, 0)
            ELSE (2, from_utc, 0)
        END AS from_nearness,
        CASE
            WHEN from_utc > to_at THEN (0, TIMESTAMP '1970-01-01', -epoch_us(from_utc))
            WHEN to_utc <= to_at THEN (1, from_utc, 0)
            ELSE (2, from_utc, 0)
        END AS to_nearness
    FROM (
        SELECT
            equipment_code,
            from_utc,
            to_utc,
            COALESCE($from_date::DATE, DATE '1970-01-01')::TIMESTAMP + to_microseconds(day_start_us - offset_us) AS from_at,
            COALESCE($to_date::DATE, DATE '1970-01-01')::TIMESTAMP + to_microseconds(day_start_us - offset_us) AS to_at
        FROM core.counter_period
        WHERE equipment_code IS NOT NULL
            AND ($tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code))
    )
)
GROUP BY equipment_code
