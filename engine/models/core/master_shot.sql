-- model:   core.master_shot
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
-- temperature_imputed  estimate where temperature is NULL, °C; never mixed with the measured one
-- quality_score        100 minus the weights of the flags, at least 0
-- dq_flags             data quality flags as bits, see core.master_shot_flags
-- extra                unknown keys of the shot; NULL if none
-- packet_id            packet it came from, in raw.data_shot
-- build_id             build that wrote the row
SELECT
    p.counter_code,
    s.seq,
    s.shot_time_utc,
    s.shot_time_utc + to_microseconds(p.offset_us) AS shot_time_local,
    s.utc_day,
    CAST(s.shot_time_utc + to_microseconds(p.offset_us - p.day_start_us) AS DATE) AS local_date,
    s.ct,
    CAST(CASE WHEN ct_key(s.ct) >= 999900 THEN 'idle' ELSE 'active' END AS ENUM('active', 'idle')) AS ct_status,
    s.temperature,
    p.equipment_code,
    p.mold_id,
    p.mapping_method,
    p.part_id,
    p.part_code,
    p.part_name,
    p.part_method,
    p.part_count,
    p.cavities,
    p.approved_ct,
    p.tooling_type,
    p.tooling_family,
    p.supplier_id,
    p.supplier_name,
    p.supplier_root,
    p.supplier_path,
    p.supplier_level,
    p.supplier_category,
    p.location_id,
    p.location_name,
    p.time_zone,
    CASE WHEN ct_key(s.ct) < 999900 THEN s.ct / p.approved_ct - 1 END AS ct_deviation,
    CAST(NULL AS DOUBLE) AS temperature_imputed,
    CAST(greatest(0, 100 - p.loss - quality_loss(s.flags | s.seq_flags)) AS UTINYINT) AS quality_score,
    CAST(p.flags | s.flags | s.seq_flags AS UINTEGER) AS dq_flags,
    s.extra,
    s.packet_id,
    (SELECT b.build_id FROM scope_build b) AS build_id
FROM chunk_shot s
JOIN scope_period p ON p.period_no = s.period_no
WHERE s.fate = 'kept'
