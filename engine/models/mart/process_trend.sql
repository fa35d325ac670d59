-- model:   mart.process_trend
-- kind:    view
-- grain:   one row per tool, part, measure and local production day with 20 values or more: the robust slope of its daily medians up to that day
-- key:     equipment_code, part_id, measure, local_date
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- measure         ct or temperature
-- local_date      local production day: nothing after it counts
-- median          its median, s or °C
-- days_7d         days with 20 values or more of the 7 up to it
-- slope_7d        Theil–Sen slope of their medians, the median slope of all pairs, s or °C a day; NULL under 4 days
-- days_28d        the same of the 28 days up to it
-- slope_28d       their slope, s or °C a day; NULL under 10 days, like its interval
-- slope_28d_low   lower end of its 95 % interval (Sen 1968), s or °C a day
-- slope_28d_high  upper end of it, s or °C a day
WITH stepped AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.measure,
        d.local_date,
        d.median,
        list({'date': d.local_date, 'median': d.median}) OVER (
            PARTITION BY d.equipment_code, d.part_id, d.measure
            ORDER BY d.local_date RANGE BETWEEN INTERVAL 27 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING
        ) AS earlier
    FROM mart.process_day d
    WHERE d.shots >= 20
),
-- Slopes from each earlier day to this one; those of all pairs are these of the days in a window.
sloped AS (
    SELECT
        s.*,
        list_transform(s.earlier, lambda e: {'date': e.date, 'slope': (s.median - e.median) / (s.local_date - e.date)}) AS slopes
    FROM stepped s
),
gathered AS (
    SELECT
        s.equipment_code,
        s.part_id,
        s.measure,
        s.local_date,
        s.median,
        count(*) OVER week AS days_7d,
        flatten(list(s.slopes) OVER week) AS slopes_7d,
        count(*) OVER month AS days_28d,
        flatten(list(s.slopes) OVER month) AS slopes_28d,
        list(s.median) OVER month AS medians
    FROM sloped s
    WINDOW
        week AS (PARTITION BY s.equipment_code, s.part_id, s.measure ORDER BY s.local_date RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND CURRENT ROW),
        month AS (PARTITION BY s.equipment_code, s.part_id, s.measure ORDER BY s.local_date RANGE BETWEEN INTERVAL 27 DAYS PRECEDING AND CURRENT ROW)
),
sorted AS (
    SELECT
        g.*,
        CASE WHEN g.days_7d >= 4 THEN list_sort(list_transform(list_filter(g.slopes_7d, lambda p: p.date >= g.local_date - 6), lambda p: p.slope)) END AS week,
        CASE WHEN g.days_28d >= 10 THEN list_sort(list_transform(list_filter(g.slopes_28d, lambda p: p.date >= g.local_date - 27), lambda p: p.slope)) END AS month,
        -- 1.96 deviations of Kendall's S without a trend, less for equal medians.
        1.959963984540054 * sqrt((g.days_28d * (g.days_28d - 1) * (2 * g.days_28d + 5)
            - list_sum(list_transform(map_values(list_histogram(g.medians)), lambda t: t * (t - 1) * (2 * t + 5)))) / 18) AS reach
    FROM gathered g
)
SELECT
    equipment_code,
    part_id,
    measure,
    local_date,
    median,
    days_7d,
    (week[(len(week) + 1) // 2] + week[len(week) // 2 + 1]) / 2 AS slope_7d,
    days_28d,
    (month[(len(month) + 1) // 2] + month[len(month) // 2 + 1]) / 2 AS slope_28d,
    month[greatest(1, CAST(round((len(month) - reach) / 2) AS BIGINT))] AS slope_28d_low,
    month[least(len(month), CAST(round((len(month) + reach) / 2) AS BIGINT) + 1)] AS slope_28d_high
FROM sorted
