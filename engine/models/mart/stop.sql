-- model:   mart.stop
-- grain:   one row per stop: neighbouring waiting parts inside a run
-- key:     stop_id
-- rebuild: tool, the runs that hold or touch a changed shot
-- stop_id         stable id, from the tool and the stop's first shot
-- run_id          run that holds it
-- equipment_code  the tool
-- start_utc       where the first waiting part begins
-- end_utc         where the last one ends
-- start_local     start_utc on the clock of the tool's location
-- downtime_us     sum of the waiting parts, µs
-- kind            gap, long or idle, whichever has most of the time
-- shots           shots in it
-- is_micro        shorter than micro_stop
-- local_date      production day in which it starts, like the figures
-- shift           shift in which it starts; NULL outside every shift
-- shift_date      production day in which that shift starts; outside every shift, local_date
-- part_id         part of its first shot; NULL without one
-- part_code       its code
-- location_id     plant of that shot
-- location_name   its name
-- supplier_id     supplier of that shot
-- supplier_name   its name
-- first_shot_utc  its first shot
-- last_shot_utc   its last shot
SELECT
    s.stop_id,
    s.run_id,
    k.equipment_code,
    from_epoch_us(s.start_us) AS start_utc,
    from_epoch_us(s.end_us) AS end_utc,
    from_epoch_us(s.start_us + s.offset_us) AS start_local,
    s.downtime_us,
    s.cause AS kind,
    s.shots,
    s.is_micro,
    l.local_date,
    l.shift,
    l.shift_date,
    k.part_id,
    k.part_code,
    k.location_id,
    k.location_name,
    k.supplier_id,
    k.supplier_name,
    from_epoch_us(s.first_t_us) AS first_shot_utc,
    from_epoch_us(s.last_t_us) AS last_shot_utc
FROM rate_stop s
JOIN rate_kind k ON k.kind_no = s.kind_no
JOIN rate_slot l ON l.slot_no = s.slot_no
