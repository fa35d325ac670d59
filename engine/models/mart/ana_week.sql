-- model:   mart.ana_week
-- kind:    view
-- grain:   one row per tool, part and ISO week: sums over its shots, not over whole sessions
-- key:     equipment_code, part_id, iso_year, iso_week
-- equipment_code      the tool
-- part_id             its part; NULL without one
-- iso_year            ISO year of the shots' local time
-- iso_week            ISO week
-- shots_made          shots
-- parts_made          parts
-- shots_below         shots under the lower limit of level 1 of their session, as in mart.ana_shot_made; idle shots, and those of
--     sessions without limits, are in none of the four
-- shots_within        within the limits of level 1
-- shots_above         over the upper one
-- shots_beyond_l2     outside the limits of level 2
-- shots_idle          shots of which the counter only said 'at least this long'
-- production_time_us  sum of the ct of shots that are not idle, µs
-- idle_time_us        time beside the cycles, µs; it counts with its shot
SELECT
    s.equipment_code,
    s.part_id,
    CAST(isoyear(s.shot_time_local) AS INTEGER) AS iso_year,
    CAST(weekofyear(s.shot_time_local) AS INTEGER) AS iso_week,
    count(*) AS shots_made,
    CAST(sum(s.parts) AS BIGINT) AS parts_made,
    count(*) FILTER (WHERE s.band = 'below') AS shots_below,
    count(*) FILTER (WHERE s.band = 'within') AS shots_within,
    count(*) FILTER (WHERE s.band = 'above') AS shots_above,
    count(*) FILTER (WHERE s.is_beyond_l2) AS shots_beyond_l2,
    count(*) FILTER (WHERE s.is_idle) AS shots_idle,
    CAST(coalesce(sum(s.ct_us) FILTER (WHERE NOT s.is_idle), 0) AS BIGINT) AS production_time_us,
    CAST(sum(s.idle_time_us) AS BIGINT) AS idle_time_us
FROM mart.ana_shot s
GROUP BY s.equipment_code, s.part_id, CAST(isoyear(s.shot_time_local) AS INTEGER), CAST(weekofyear(s.shot_time_local) AS INTEGER)
