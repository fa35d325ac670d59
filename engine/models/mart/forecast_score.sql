-- model:   mart.forecast_score
-- kind:    view
-- grain:   one row per tool and ISO week in which it had made shots in the 60 days before its end: the forecast of that day, and what came
-- key:     equipment_code, forecast_date
-- equipment_code  the tool
-- forecast_date   Sunday of the week, the last day that the forecast knows
-- iso_year        its ISO year
-- iso_week        its ISO week
-- days            production days that daily_median is from: the 60 up to forecast_date, fewer where the tool was younger, never under 7
-- daily_median    median of their shots, idle days counted as 0, as in mart.end_of_life
-- expected_shots  daily_median × 28: shots of the 28 days after forecast_date
-- made_shots      what was made in them; NULL until they are over, on mart.end_of_life.as_of_date
-- error_share     |expected_shots − made_shots| / made_shots; NULL until then, and where nothing was made
WITH day AS (
    SELECT
        d.equipment_code,
        d.local_date,
        sum(d.shots) AS shots
    FROM mart.run_rate_day d
    WHERE d.shots > 0
    GROUP BY d.equipment_code, d.local_date
),
as_of AS (
    SELECT max(d.local_date) AS as_of_date
    FROM mart.run_rate_day d
    WHERE d.shots > 0
),
made AS (
    SELECT d.equipment_code, min(d.local_date) AS first_date
    FROM day d
    GROUP BY d.equipment_code
),
week AS (
    SELECT DISTINCT CAST(d.local_date + CAST(7 - isodow(d.local_date) AS INTEGER) AS DATE) AS forecast_date
    FROM day d
),
-- The weeks of a tool; as in mart.end_of_life, idle days come before the others.
forecast AS (
    SELECT
        m.equipment_code,
        w.forecast_date,
        a.as_of_date,
        CAST(least(60, w.forecast_date - m.first_date + 1) AS INTEGER) AS days
    FROM made m
    CROSS JOIN as_of a
    JOIN week w ON w.forecast_date <= a.as_of_date AND w.forecast_date >= m.first_date + 6
),
placed AS (
    SELECT
        f.equipment_code,
        f.forecast_date,
        f.days,
        d.shots,
        f.days - count(*) OVER (PARTITION BY f.equipment_code, f.forecast_date)
            + row_number() OVER (PARTITION BY f.equipment_code, f.forecast_date ORDER BY d.shots) - 1 AS place
    FROM forecast f
    JOIN day d ON d.equipment_code = f.equipment_code AND d.local_date > f.forecast_date - f.days AND d.local_date <= f.forecast_date
),
half AS (
    SELECT
        p.equipment_code,
        p.forecast_date,
        sum(CASE WHEN p.place = (p.days - 1) // 2 THEN p.shots ELSE 0 END) + sum(CASE WHEN p.place = p.days // 2 THEN p.shots ELSE 0 END) AS twice_median
    FROM placed p
    GROUP BY p.equipment_code, p.forecast_date
),
came AS (
    SELECT
        f.equipment_code,
        f.forecast_date,
        sum(d.shots) AS made_shots
    FROM forecast f
    JOIN day d ON d.equipment_code = f.equipment_code AND d.local_date > f.forecast_date AND d.local_date <= f.forecast_date + 28
    GROUP BY f.equipment_code, f.forecast_date
),
scored AS (
    SELECT
        f.equipment_code,
        f.forecast_date,
        f.days,
        CAST(h.twice_median AS BIGINT) AS twice_median,
        CASE WHEN f.forecast_date + 28 <= f.as_of_date THEN CAST(coalesce(c.made_shots, 0) AS BIGINT) END AS made_shots
    FROM forecast f
    JOIN half h ON h.equipment_code = f.equipment_code AND h.forecast_date = f.forecast_date
    LEFT JOIN came c ON c.equipment_code = f.equipment_code AND c.forecast_date = f.forecast_date
)
SELECT
    equipment_code,
    forecast_date,
    isoyear(forecast_date) AS iso_year,
    week(forecast_date) AS iso_week,
    days,
    CAST(twice_median AS DOUBLE) / 2 AS daily_median,
    twice_median * 14 AS expected_shots,
    made_shots,
    CAST(abs(twice_median * 14 - made_shots) AS DOUBLE) / nullif(made_shots, 0) AS error_share
FROM scored
