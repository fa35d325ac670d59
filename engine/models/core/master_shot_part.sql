-- model:   core.master_shot_part
-- grain:   one row per shot of a family mold and part in force
-- key:     counter_code, shot_time_utc, seq, part_id
-- rebuild: with core.master_shot
-- counter_code   the counter, trimmed and upper case
-- shot_time_utc  instant of the shot
-- seq            the counter's own shot number
-- part_id        the part
-- part_code      its code
-- cavities       parts of it per shot; 0 where CAVITY does not count
-- packet_id      packet it came from, in raw.data_shot
-- utc_day        day of shot_time_utc
WITH kept AS (
    SELECT
        n.period_no,
        n.shot_time_utc,
        n.seq,
        n.packet_id
    FROM chunk_shot n
    WHERE NOT n.is_twin
    UNION ALL
    SELECT
        t.period_no,
        t.shot_time_utc,
        t.seq,
        t.packet_id
    FROM chunk_twin t
    WHERE t.fate = 'kept'
),
shot AS (
    SELECT
        p.counter_code,
        s.shot_time_utc,
        s.seq,
        s.packet_id,
        p.utc_day,
        unnest(p.family_parts) AS part
    FROM kept s
    JOIN scope_period p ON p.period_no = s.period_no
    WHERE p.context_no IS NOT NULL
      AND p.part_count > 1
)
SELECT
    counter_code,
    shot_time_utc,
    seq,
    part.part_id AS part_id,
    part.part_code AS part_code,
    part.cavities AS cavities,
    packet_id,
    utc_day
FROM shot
