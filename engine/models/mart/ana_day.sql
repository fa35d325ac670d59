-- model:   mart.ana_day
-- kind:    view
-- grain:   one row per tool, part and local date: sums over its shots, not over whole sessions
-- key:     equipment_code, part_id, local_date
-- equipment_code      the tool
-- part_id             its part; NULL without one
-- local_date          date on the clock of the shots' location, from midnight to midnight
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
    s.equipment_code,
    s.part_id,
    s.local_date,
    CAST(sum(s.shots_made) AS BIGINT) AS shots_made,
    CAST(sum(s.parts_made) AS BIGINT) AS parts_made,
    CAST(sum(s.shots_below) AS BIGINT) AS shots_below,
    CAST(sum(s.shots_within) AS BIGINT) AS shots_within,
    CAST(sum(s.shots_above) AS BIGINT) AS shots_above,
    CAST(sum(s.shots_beyond_l2) AS BIGINT) AS shots_beyond_l2,
    CAST(sum(s.shots_idle) AS BIGINT) AS shots_idle,
    CAST(sum(s.production_time_us) AS BIGINT) AS production_time_us,
    CAST(sum(s.idle_time_us) AS BIGINT) AS idle_time_us
FROM mart.ana_slot s
GROUP BY s.equipment_code, s.part_id, s.local_date
