-- model:   mart.ana_month
-- kind:    view
-- grain:   one row per tool, part and month: sums over its shots, not over whole sessions
-- key:     equipment_code, part_id, year, month
-- equipment_code      the tool
-- part_id             its part; NULL without one
-- year                year of the shots' local time
-- month               month, 1..12
-- shots_made          shots
-- parts_made          parts
-- shots_below         shots under the lower limit of level 1 of their session, as in mart.ana_shot_made; idle shots, and those of
--     sessions without limits, are in none of the four, which are NULL where no session has limits
-- shots_within        within the limits of level 1
-- shots_above         over the upper one
-- shots_beyond_l2     outside the limits of level 2
-- shots_idle          shots of which the counter only said 'at least this long'
-- production_time_us  sum of the ct of shots that are not idle, µs
-- idle_time_us        time beside the cycles, µs; it counts with its shot
SELECT
    d.equipment_code,
    d.part_id,
    CAST(year(d.local_date) AS INTEGER) AS year,
    CAST(month(d.local_date) AS INTEGER) AS month,
    CAST(sum(d.shots_made) AS BIGINT) AS shots_made,
    CAST(sum(d.parts_made) AS BIGINT) AS parts_made,
    CAST(sum(d.shots_below) AS BIGINT) AS shots_below,
    CAST(sum(d.shots_within) AS BIGINT) AS shots_within,
    CAST(sum(d.shots_above) AS BIGINT) AS shots_above,
    CAST(sum(d.shots_beyond_l2) AS BIGINT) AS shots_beyond_l2,
    CAST(sum(d.shots_idle) AS BIGINT) AS shots_idle,
    CAST(sum(d.production_time_us) AS BIGINT) AS production_time_us,
    CAST(sum(d.idle_time_us) AS BIGINT) AS idle_time_us
FROM mart.ana_day d
GROUP BY d.equipment_code, d.part_id, CAST(year(d.local_date) AS INTEGER), CAST(month(d.local_date) AS INTEGER)
