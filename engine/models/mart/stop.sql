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
    s.is_micro
FROM rate_stop s
JOIN rate_kind k ON k.kind_no = s.kind_no
