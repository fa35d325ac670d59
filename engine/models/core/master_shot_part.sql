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
WITH shot AS (
    SELECT
        counter_code,
        shot_time_utc,
        seq,
        packet_id,
        utc_day,
        unnest(family_parts) AS part
    FROM chunk_shot
    WHERE part_count > 1
      AND context_no IS NOT NULL
      AND fate = 'kept'
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
