-- model:   core.shot_hour
-- grain:   one row per set of decisions about shots (counter, tool, part …), UTC hour, local production day and set of flags
-- key:     context_no, hour_utc, local_date, dq_flags
-- rebuild: counter and UTC day of a changed packet or period, and of shots whose flags the run rate changed
-- context_no    counter, tool and so on, in core.shot_context
-- hour_utc      start of the hour, UTC
-- local_date    local production day of the shots
-- dq_flags      their data quality flags as bits, see core.flag
-- shots         shots
-- temperatures  of these, with a measured temperature
-- late          of these, arrived more than 48 h after the shot and not in the source's first sync
WITH counted AS (
    -- One look at all shots, from which every count of data quality is made.
    SELECT
        s.context_no,
        floor_div(epoch_us(s.shot_time_utc), 3600000000) AS hour,
        floor_div(epoch_us(s.shot_time_utc) + c.offset_us - c.day_start_us, 86400000000) AS local_day,
        s.dq_flags,
        count(*) AS shots,
        count(s.temperature) AS temperatures,
        count(CASE WHEN s.shot_time_utc < p.arrived_utc - INTERVAL 48 HOUR THEN 1 END) AS late
    FROM scope_shot s
    JOIN core.shot_context c ON c.context_no = s.context_no
    LEFT JOIN late_packet p ON p.packet_id = s.packet_id
    GROUP BY ALL
)
SELECT
    context_no,
    from_epoch_us(hour * 3600000000) AS hour_utc,
    CAST(from_epoch_us(local_day * 86400000000) AS DATE) AS local_date,
    dq_flags,
    shots,
    temperatures,
    late
FROM counted
