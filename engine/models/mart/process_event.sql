-- model:   mart.process_event
-- grain:   one row per lasting change of what a tool's shots of a part measure: a level that shifted, or that drifted
-- key:     equipment_code, part_id, measure, kind, from_date
-- rebuild: tools with a changed day in mart.process_day
-- equipment_code           the tool
-- part_id                  part of the shots; NULL without one
-- measure                  ct or temperature
-- kind                     shift: from one production day to the next; drift: steadily, over days
-- from_date                first local production day on the new level; first day of the drift
-- to_date                  of a shift the same; of a drift its last day up to now
-- level_before             level before the shift; level of the drift's line on its first day, s or °C
-- level_after              level after it; on its last day, s or °C
-- size                     level_after - level_before, s or °C
-- size_share               size / level_before
-- slope_per_day            slope of the drift (Theil–Sen over its days), s or °C a calendar day; NULL of a shift
-- slope_low                lower end of its 95 % interval; NULL of a shift
-- slope_high               upper end of it; NULL of a shift
-- confidence               0..1: 1 minus the probability of so large a step (t test), or of such an order of days (Mann–Kendall), by chance
-- shots                    shots of the days that the two levels, or the drift, were seen on
-- reaches_10_percent_date  of an upward drift of ct: day on which the level is, or if it goes on will be, 10 % above the approved
--     cycle time of the tool's last shots; NULL otherwise, if it was above before, if the drift ended below, or later than in ten years
SELECT
    e.equipment_code,
    e.part_id,
    CAST(e.measure AS ENUM('ct', 'temperature')) AS measure,
    CAST(e.kind AS ENUM('shift', 'drift')) AS kind,
    e.from_date,
    e.to_date,
    e.level_before,
    e.level_after,
    e.level_after - e.level_before AS size,
    (e.level_after - e.level_before) / NULLIF(e.level_before, 0) AS size_share,
    e.slope_per_day,
    e.slope_low,
    e.slope_high,
    e.confidence,
    e.shots,
    e.reaches_10_percent_date
-- Computed by engine/spc, from the daily medians of mart.process_day.
FROM scope_process_event e
ORDER BY e.equipment_code, e.part_id, e.measure, e.from_date, e.kind
