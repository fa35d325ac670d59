-- model:   mart.ana_shot
-- kind:    view
-- grain:   one row per shot: the session of its tool that holds it, and its side of that session's limits
-- key:     equipment_code, session_id, shot_no
-- equipment_code     the tool
-- session_id         stable id, from the tool and the session's first shot
-- shot_no            place of the shot among the tool's
-- counter_code       sensor that reported it
-- seq                its number
-- shot_time_utc      its instant
-- shot_time_local    the same on the clock of its location
-- mold_id            its mold
-- part_id            its part, the same in all of a session; NULL without one
-- part_code          its code
-- supplier_id        its supplier
-- location_id        its plant
-- time_zone          its zone
-- parts              parts made
-- ct_us              measured cycle time, µs
-- temperature        measured temperature, °C; NULL where none was measured
-- quality_score      its score
-- is_first           it is the first one of its session
-- is_last            it is the last one
-- is_idle            the counter only said 'at least this long'
-- is_start           its session's timestamps start cycles, they do not end them
-- stop_factor        its session's: a cycle longer than this multiple of the reference hides a stop
-- before_us          time since the tool's shot before it, of any session, µs; NULL for the tool's first one
-- after_us           time to the tool's next shot, of any session, µs; NULL for the tool's last one
-- idle_time_us       time beside its cycle, µs: to the session's shot before it (to the next one where timestamps start cycles) less
--     its ct, at least 0; all of it where the shot is idle; 0 where the session has no such shot
-- approved_us        approved cycle time of the session, its latest, µs; NULL without one
-- l1_below_us        lower limit of level 1, µs; like all limits NULL without an approved cycle time
-- l1_above_us        upper one
-- l2_below_us        lower limit of level 2, µs
-- l2_above_us        upper one
-- band               below, within or above the limits of level 1; NULL for idle shots and without limits
-- is_beyond_l2       it is outside the limits of level 2; NULL for idle shots and without limits
WITH shot AS (
    SELECT
        i.equipment_code,
        i.counter_code,
        i.seq,
        i.shot_time_utc,
        i.shot_time_utc + to_microseconds(k.offset_us) AS shot_time_local,
        k.mold_id,
        k.part_id,
        k.part_code,
        k.supplier_id,
        k.location_id,
        k.time_zone,
        k.cavities AS parts,
        ct_us(i.ct) AS ct_us,
        i.class = 'idle' AS is_idle,
        m.temperature,
        m.quality_score,
        row_number() OVER along AS shot_no,
        epoch_us(i.shot_time_utc) - epoch_us(lag(i.shot_time_utc) OVER along) AS before_us,
        epoch_us(lead(i.shot_time_utc) OVER along) - epoch_us(i.shot_time_utc) AS after_us
    FROM mart.shot_interval i
    JOIN core.shot_context k ON k.context_no = i.context_no AND k.equipment_code = i.equipment_code
    JOIN core.shot m
      ON m.context_no = i.context_no
     AND m.shot_time_utc = i.shot_time_utc
     AND m.seq IS NOT DISTINCT FROM i.seq
    WINDOW along AS (PARTITION BY i.equipment_code ORDER BY i.shot_time_utc, i.seq NULLS FIRST, i.counter_code)
),
-- Sessions of a tool that touch share instants at most: there, the order of shots
-- decides.
held AS (
    SELECT
        s.*,
        e.session_id,
        (s.shot_time_utc, s.seq, s.counter_code) IS NOT DISTINCT FROM (e.first_shot_utc, e.first_seq, e.first_counter_code) AS is_first,
        (s.shot_time_utc, s.seq, s.counter_code) IS NOT DISTINCT FROM (e.last_shot_utc, e.last_seq, e.last_counter_code) AS is_last,
        e.is_start,
        e.stop_factor,
        ct_us(e.approved_ct) AS approved_us,
        ct_us(e.l1_below) AS l1_below_us,
        ct_us(e.l1_above) AS l1_above_us,
        ct_us(e.l2_below) AS l2_below_us,
        ct_us(e.l2_above) AS l2_above_us
    FROM shot s
    JOIN mart.ana_shot_made e
      ON e.equipment_code = s.equipment_code
     AND date_trunc('week', e.local_date) = date_trunc('week', s.shot_time_local)
     AND e.first_shot_utc <= s.shot_time_utc
     AND e.last_shot_utc >= s.shot_time_utc
     AND (s.shot_time_utc > e.first_shot_utc
        OR (s.seq IS NOT NULL, coalesce(s.seq, 0), s.counter_code) >= (e.first_seq IS NOT NULL, coalesce(e.first_seq, 0), e.first_counter_code))
     AND (s.shot_time_utc < e.last_shot_utc
        OR (s.seq IS NOT NULL, coalesce(s.seq, 0), s.counter_code) <= (e.last_seq IS NOT NULL, coalesce(e.last_seq, 0), e.last_counter_code))
)
SELECT
    h.equipment_code,
    h.session_id,
    h.shot_no,
    h.counter_code,
    h.seq,
    h.shot_time_utc,
    h.shot_time_local,
    h.mold_id,
    h.part_id,
    h.part_code,
    h.supplier_id,
    h.location_id,
    h.time_zone,
    h.parts,
    h.ct_us,
    h.temperature,
    h.quality_score,
    h.is_first,
    h.is_last,
    h.is_idle,
    h.is_start,
    h.stop_factor,
    h.before_us,
    h.after_us,
    CASE
        WHEN h.is_start AND h.is_last OR NOT h.is_start AND h.is_first THEN 0
        WHEN h.is_idle THEN CASE WHEN h.is_start THEN h.after_us ELSE h.before_us END
        ELSE greatest(0, CASE WHEN h.is_start THEN h.after_us ELSE h.before_us END - h.ct_us)
    END AS idle_time_us,
    h.approved_us,
    h.l1_below_us,
    h.l1_above_us,
    h.l2_below_us,
    h.l2_above_us,
    CASE
        WHEN h.is_idle THEN NULL
        WHEN h.ct_us < h.l1_below_us THEN 'below'
        WHEN h.ct_us > h.l1_above_us THEN 'above'
        WHEN h.l1_above_us IS NOT NULL THEN 'within'
    END AS band,
    CASE WHEN NOT h.is_idle THEN h.ct_us < h.l2_below_us OR h.ct_us > h.l2_above_us END AS is_beyond_l2
FROM held h
