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
WITH as_of AS (
    SELECT max(a.local_date) AS as_of_date
    FROM mart.run_rate_day a
    WHERE a.shots > 0
),
week AS (
    SELECT DISTINCT CAST(a.local_date + CAST(7 - isodow(a.local_date) AS INTEGER) AS DATE) AS forecast_date
    FROM mart.run_rate_day a
    WHERE a.shots > 0
),
-- The weeks around a forecast: the 60 days up to it lie in nine, the 28 after it are four.
around AS (
    SELECT
        w.forecast_date,
        CAST(w.forecast_date + 7 * n.away AS DATE) AS week_end,
        n.away > 0 AS is_after,
        w.forecast_date + 28 <= a.as_of_date AS is_over
    FROM week w
    JOIN as_of a ON w.forecast_date <= a.as_of_date
    CROSS JOIN (SELECT CAST(unnest(range(-8, 5)) AS INTEGER) AS away) n
),
-- From here on each step keeps to a tool and none joins two of them, so that a
-- question for one tool reads its days alone.
day AS (
    SELECT
        d.equipment_code,
        d.local_date,
        CAST(d.local_date + CAST(7 - isodow(d.local_date) AS INTEGER) AS DATE) AS week_end,
        CAST(sum(d.shots) AS BIGINT) AS shots,
        min(d.local_date) OVER (PARTITION BY d.equipment_code) AS first_date
    FROM mart.run_rate_day d
    WHERE d.shots > 0
    GROUP BY d.equipment_code, d.local_date
),
placed AS (
    SELECT
        d.equipment_code,
        r.forecast_date,
        r.is_after,
        r.is_over,
        d.shots,
        CAST(least(60, r.forecast_date - d.first_date + 1) AS INTEGER) AS days
    FROM day d
    JOIN around r ON r.week_end = d.week_end
    WHERE d.local_date > r.forecast_date - 60 AND r.forecast_date >= d.first_date + 6
),
forecast AS (
    SELECT
        p.equipment_code,
        p.forecast_date,
        p.days,
        list_sort(list(p.shots) FILTER (WHERE NOT p.is_after), 'DESC') AS daily,
        CASE WHEN p.is_over THEN CAST(sum(CASE WHEN p.is_after THEN p.shots ELSE 0 END) AS BIGINT) END AS made_shots
    FROM placed p
    GROUP BY p.equipment_code, p.forecast_date, p.days, p.is_over
),
-- The most shots come first, so idle days, which have no row, lie behind the last.
scored AS (
    SELECT
        f.equipment_code,
        f.forecast_date,
        f.days,
        coalesce(f.daily[f.days // 2 + 1], 0) + coalesce(f.daily[(f.days + 1) // 2], 0) AS twice_median,
        f.made_shots
    FROM forecast f
    WHERE f.daily IS NOT NULL
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
