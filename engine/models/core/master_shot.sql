-- model:   core.master_shot
-- kind:    view
-- grain:   one row per accepted or flagged shot, fully enriched; the single source of every figure
-- key:     counter_code, shot_time_utc, seq
-- rebuild: counter and UTC day of a changed packet or period, and the counter's next day with shots
-- counter_code         sensor that reported the shot, trimmed and upper case
-- seq                  the counter's own shot number, as reported; NULL if missing, negative or no whole number
-- shot_time_utc        instant of the shot in UTC, µs, what is finer is cut off
-- shot_time_local      the same instant on the wall clock of the tool's location
-- utc_day              day of shot_time_utc
-- local_date           local production day, which starts at day_start
-- ct                   cycle time, s, rounded half up to 1 µs
-- ct_status            idle if ct >= 999.9 s (the counter's 'at least this long'), else active
-- temperature          measured temperature, °C; NULL if missing or outside -50..500
-- equipment_code       the tool (mold) that made the shot
-- mold_id              ID of its row in MOLD
-- mapping_method       how the counter was mapped to the tool
-- part_id              part in force with most cavities
-- part_code            its code
-- part_name            its name
-- part_method          switched: by the latest switch; first_known: the first switch lies later
-- part_count           parts in force; more than 1 is a family mold, see core.master_shot_part
-- cavities             parts per shot
-- approved_ct          approved (contracted) cycle time at that time, s; NULL if missing or 0
-- tooling_type         TOOLING_TYPE of the tool
-- tooling_family       family by configured supplier or type, else 'Unknown'
-- supplier_id          ID of the supplier in COMPANY
-- supplier_name        its NAME
-- supplier_root        NAME of the topmost company above it
-- supplier_path        NAMEs from the root down to it, ' / ' between them
-- supplier_level       its depth below the root, root 0
-- supplier_category    by configured rule, else TIER, else COMPANY_TYPE, else 'Unclassified'
-- location_id          ID of the plant at that time
-- location_name        its NAME
-- time_zone            its IANA zone; 'UTC' where unknown
-- ct_deviation         ct / approved_ct - 1; NULL for idle shots
-- temperature_imputed  estimate where temperature is NULL, °C: linear in time between the run's neighbours with one, if these are
--     at most 10 min and 5 shots apart; never mixed with the measured one
-- quality_score        100 minus the weights of the flags, at least 0
-- dq_flags             data quality flags as bits, see core.master_shot_flags
-- extra                unknown keys of the shot; NULL if none
-- packet_id            packet it came from, in raw.data_shot
-- build_id             build that wrote the row
SELECT
    c.counter_code,
    s.seq,
    s.shot_time_utc,
    s.shot_time_utc + to_microseconds(c.offset_us) AS shot_time_local,
    s.utc_day,
    local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
    s.ct,
    CASE
        WHEN ct_key(s.ct) >= 999900 THEN CAST('idle' AS ENUM('active', 'idle'))
        ELSE CAST('active' AS ENUM('active', 'idle'))
    END AS ct_status,
    s.temperature,
    c.equipment_code,
    c.mold_id,
    c.mapping_method,
    c.part_id,
    c.part_code,
    c.part_name,
    c.part_method,
    c.part_count,
    c.cavities,
    c.approved_ct,
    c.tooling_type,
    c.tooling_family,
    c.supplier_id,
    c.supplier_name,
    c.supplier_root,
    c.supplier_path,
    c.supplier_level,
    c.supplier_category,
    c.location_id,
    c.location_name,
    c.time_zone,
    CASE WHEN ct_key(s.ct) < 999900 THEN s.ct / c.approved_ct - 1 END AS ct_deviation,
    s.temperature_imputed,
    s.quality_score,
    s.dq_flags,
    s.extra,
    s.packet_id,
    s.build_id
FROM core.shot s
JOIN core.shot_context c ON c.context_no = s.context_no
