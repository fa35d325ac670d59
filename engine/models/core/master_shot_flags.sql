-- model:   core.master_shot_flags
-- kind:    view
-- grain:   one row per shot and data quality flag that it has
-- key:     counter_code, shot_time_utc, seq, flag
-- counter_code    the counter
-- shot_time_utc   instant of the shot
-- seq             the counter's own shot number
-- equipment_code  the tool
-- utc_day         day of shot_time_utc
-- flag            name of the flag
-- weight          what it takes from the quality score
-- quality_score   the shot's score
SELECT
    m.counter_code,
    m.shot_time_utc,
    m.seq,
    m.equipment_code,
    m.utc_day,
    f.flag,
    f.weight,
    m.quality_score
FROM core.master_shot m
JOIN core.flag f ON has_flag(m.dq_flags, f.mask)
