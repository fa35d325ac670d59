-- model:   core.shot
-- grain:   one row per accepted or flagged shot: its own values, and the number of the decisions about it
-- key:     context_no, shot_time_utc, seq
-- rebuild: counter and UTC day of a changed packet or period, and the counter's next day with shots
-- context_no           counter, tool, part and so on, in core.shot_context
-- seq                  the counter's own shot number; NULL if missing, negative or no whole number
-- shot_time_utc        instant of the shot in UTC, µs, what is finer is cut off
-- utc_day              day of shot_time_utc
-- ct                   cycle time, s, rounded half up to 1 µs
-- temperature          measured temperature, °C; NULL if missing or outside -50..500
-- temperature_imputed  estimate where temperature is NULL, °C; known after the run rate
-- quality_score        100 minus the weights of the flags, at least 0
-- dq_flags             data quality flags as bits, see core.flag
-- extra                unknown keys of the shot; NULL if none
-- packet_id            packet it came from, in raw.data_shot
-- item                 place in the packet, from 1
-- build_id             build that wrote the row
SELECT
    s.context_no,
    s.seq,
    s.shot_time_utc,
    s.utc_day,
    s.ct,
    s.temperature,
    CAST(NULL AS DOUBLE) AS temperature_imputed,
    CASE
        WHEN (s.flags | s.seq_flags) = 0 THEN s.score
        ELSE quality_score(s.period_flags | CAST(s.flags | s.seq_flags AS UINTEGER))
    END AS quality_score,
    s.period_flags | CAST(s.flags | s.seq_flags AS UINTEGER) AS dq_flags,
    e.extra,
    s.packet_id,
    s.item,
    (SELECT b.build_id FROM scope_build b) AS build_id
FROM chunk_shot s
LEFT JOIN chunk_extra e ON e.packet_id = s.packet_id AND e.item = s.item
WHERE s.context_no IS NOT NULL
  AND s.fate = 'kept'
