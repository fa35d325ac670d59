-- model:   mart.imputed_shot
-- grain:   one row per shot that was made and did not arrive whole: an estimate, in no figure
-- key:     counter_code, shot_time_utc, seq
-- rebuild: tool, the runs that hold or touch a changed shot
-- equipment_code      the tool
-- run_id              run that holds it
-- counter_code        sensor that left it out
-- seq                 its number; NULL where it was quarantined without one
-- shot_time_utc       its own time, or an even share of the gap
-- shot_time_local     the same instant on the clock of the tool's location
-- ct                  estimated cycle time, s
-- method              difference: quarantined for its ct, which is the time since the shot before; reference: the same, with the
--     reference cycle time; spread: missing by number, at even distances, with the reference cycle time
-- parts               parts that it made
-- part_id             part of the measured shot whose interval holds it, like all that follows; NULL without one
-- part_code           its code
-- location_id         plant
-- location_name       its name
-- supplier_id         supplier
-- supplier_name       its name
-- slot_start_utc      start of the slot that holds it, in mart.run_rate_slot
-- bucket_start_utc    start of its local hour, UTC
-- local_date          its production day
-- shift               its shift; NULL outside every shift
-- held_by_utc         instant of the measured shot whose interval holds it
SELECT
    k.equipment_code,
    r.run_id,
    i.counter_code,
    i.seq,
    from_epoch_us(i.t_us) AS shot_time_utc,
    from_epoch_us(i.t_us + l.offset_us) AS shot_time_local,
    CAST(i.ct_us / 1000000 AS DOUBLE) AS ct,
    CAST(i.method AS ENUM('difference', 'reference', 'spread')) AS method,
    k.cavities AS parts,
    k.part_id,
    k.part_code,
    k.location_id,
    k.location_name,
    k.supplier_id,
    k.supplier_name,
    from_epoch_us(l.from_us) AS slot_start_utc,
    l.bucket_start_utc,
    l.local_date,
    l.shift,
    from_epoch_us(s.t_us) AS held_by_utc
FROM rate_imputed i
JOIN rate_interval s ON s.rn = i.rn
JOIN rate_run r ON r.run_no = i.run_no
JOIN rate_kind k ON k.kind_no = i.kind_no
JOIN rate_slot l ON l.slot_no = i.slot_no
