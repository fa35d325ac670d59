-- model:   mart.shot_interval
-- grain:   one row per shot: the time that belongs to it, cut into waiting and cycle
-- key:     counter_code, shot_time_utc, seq
-- rebuild: tool, the runs that hold or touch a changed shot
-- equipment_code  the tool
-- run_id          run that holds the shot
-- counter_code    sensor that reported it
-- seq             its number
-- shot_time_utc   its instant
-- context_no      what was decided about it, in core.shot_context: part, plant, clock
-- ct              measured cycle time, s
-- ref_ct          reference cycle time of the run, s; NULL if it has none
-- class           normal, slow, fast, long or idle
-- d_us            length of the interval, µs: c_us + w_us
-- c_us            cycle part, µs
-- w_us            waiting part, µs
-- doubtful_us     of the waiting part, where the numbers leave shots out, µs
SELECT
    k.equipment_code,
    r.run_id,
    k.counter_code,
    i.seq,
    from_epoch_us(i.t_us) AS shot_time_utc,
    k.context_no,
    CAST(i.ct_us / 1000000 AS DOUBLE) AS ct,
    f.ref_ct,
    CAST(CASE i.class_no WHEN 0 THEN 'idle' WHEN 1 THEN 'long' WHEN 2 THEN 'slow' WHEN 3 THEN 'fast' ELSE 'normal' END
        AS ENUM('normal', 'slow', 'fast', 'long', 'idle')) AS class,
    i.d_us,
    i.c_us,
    i.w_us,
    CASE WHEN i.is_missing THEN i.w_us ELSE 0 END AS doubtful_us
FROM rate_interval i
JOIN rate_kind k ON k.kind_no = i.kind_no
JOIN rate_run r ON r.run_no = i.run_no
JOIN rate_reference f ON f.run_no = i.run_no
