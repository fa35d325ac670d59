-- model:   mart.loss_bridge
-- kind:    view
-- grain:   one row per tool, part and local production day: from what was planned and possible to what was made
-- key:     equipment_code, part_id, local_date
-- equipment_code          the tool
-- part_id                 part of the shots, of time without a run that of the run before; NULL without one
-- local_date              local production day of the shots; the interval of each counts whole in it; and of the planned time
-- nominal_cavities        parts per shot that the tool is made for: the last TOTAL_CAVITIES in MOLD above 0, else the most seen
-- not_run_parts           stands before the bridge: planned without a run, at the pace that was approved last, with all cavities; NULL
--     where no calendar says what is planned
-- not_run_h               the same in hours
-- optimal_parts           parts in the time of all intervals at the approved cycle time, with all cavities; minus the steps below it is
--     good_parts exactly, each step with nine digits
-- stop_parts              lost in stops that are no micro-stops
-- micro_stop_parts        lost in micro-stops
-- slow_parts              lost in cycles slower than approved
-- fast_parts              gained in faster ones: added
-- blocked_parts           lost to cavities that make no part; below 0 where there are more than nominal ones
-- scrap_parts             rejected parts of PRODUCED_PART; NULL where that has no count that can be, or nothing has an approved cycle time
-- good_parts              parts made, less scrap
-- optimal_h               time of all intervals, h; the same steps lead to good_h
-- stop_h                  in stops, h
-- micro_stop_h            in micro-stops, h
-- slow_h                  above the approved cycle time, h
-- fast_h                  below it, h: added
-- blocked_h               share of the cavities that make no part in the approved cycle times, h
-- scrap_h                 share of the rejected parts in the approved cycle times, h; NULL likewise
-- good_h                  share of the others, h
-- shots_without_approved  shots without an approved cycle time, left out
-- part_code               as in mart.run_rate_day, like all that follows
-- location_id             plant
-- location_name           its name
-- supplier_id             supplier
-- supplier_name           its name
-- quality_score           mean of the scores of all shots; NULL without shots
WITH plan AS (
    SELECT location_id, TRUE AS is_known FROM core.setting_shift
    UNION
    SELECT location_id, TRUE FROM core.setting_break
    UNION
    SELECT location_id, TRUE FROM core.setting_holiday
    UNION
    SELECT location_id, TRUE FROM core.setting_planned_stop
)
SELECT
    coalesce(b.equipment_code, n.equipment_code) AS equipment_code,
    coalesce(b.part_id, n.part_id) AS part_id,
    coalesce(b.local_date, n.local_date) AS local_date,
    coalesce(b.nominal_cavities, n.nominal_cavities) AS nominal_cavities,
    CASE WHEN p.is_known THEN coalesce(n.not_run_parts, 0) END AS not_run_parts,
    CASE WHEN p.is_known THEN coalesce(n.not_run_h, 0) END AS not_run_h,
    coalesce(b.optimal_parts, 0) AS optimal_parts,
    coalesce(b.stop_parts, 0) AS stop_parts,
    coalesce(b.micro_stop_parts, 0) AS micro_stop_parts,
    coalesce(b.slow_parts, 0) AS slow_parts,
    coalesce(b.fast_parts, 0) AS fast_parts,
    coalesce(b.blocked_parts, 0) AS blocked_parts,
    b.scrap_parts,
    coalesce(b.good_parts, 0) AS good_parts,
    coalesce(b.optimal_h, 0) AS optimal_h,
    coalesce(b.stop_h, 0) AS stop_h,
    coalesce(b.micro_stop_h, 0) AS micro_stop_h,
    coalesce(b.slow_h, 0) AS slow_h,
    coalesce(b.fast_h, 0) AS fast_h,
    coalesce(b.blocked_h, 0) AS blocked_h,
    b.scrap_h,
    coalesce(b.good_h, 0) AS good_h,
    coalesce(b.shots_without_approved, 0) AS shots_without_approved,
    coalesce(b.part_code, n.part_code) AS part_code,
    coalesce(b.location_id, n.location_id) AS location_id,
    coalesce(b.location_name, n.location_name) AS location_name,
    coalesce(b.supplier_id, n.supplier_id) AS supplier_id,
    coalesce(b.supplier_name, n.supplier_name) AS supplier_name,
    b.quality_score
FROM mart.run_bridge b
FULL JOIN mart.not_run_day n
  ON n.equipment_code = b.equipment_code
 AND n.part_id IS NOT DISTINCT FROM b.part_id
 AND n.local_date = b.local_date
LEFT JOIN core.setting_calendar c ON c.location_id = coalesce(b.location_id, n.location_id)
LEFT JOIN plan p ON p.location_id IS NOT DISTINCT FROM c.location_id
