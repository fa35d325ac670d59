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
WITH rule AS (
    SELECT
        k.context_no,
        max_by(
            e.shot_time,
            nearness(e.part_code, e.equipment_code, e.location_id, e.place)
        ) FILTER (WHERE e.shot_time IS NOT NULL) = 'start' AS is_start,
        max_by(
            e.stop_factor,
            nearness(e.part_code, e.equipment_code, e.location_id, e.place)
        ) FILTER (WHERE e.stop_factor IS NOT NULL) AS stop_factor
    FROM core.shot_context k
    JOIN core.setting_run_rate e
      ON (e.part_code IS NULL OR e.part_code = k.part_code)
     AND (e.equipment_code IS NULL OR e.equipment_code = k.equipment_code)
     AND (e.location_id IS NULL OR e.location_id = k.location_id)
    GROUP BY k.context_no
),
shot AS (
    SELECT
        i.equipment_code,
        i.counter_code,
        i.seq,
        i.shot_time_utc,
        epoch_us(i.shot_time_utc) AS t_us,
        i.shot_time_utc + to_microseconds(k.offset_us) AS shot_time_local,
        k.mold_id,
        k.part_id,
        k.part_code,
        k.supplier_id,
        k.location_id,
        k.time_zone,
        k.cavities AS parts,
        CASE WHEN k.approved_ct > 1000000 THEN 1000000000000 ELSE ct_us(k.approved_ct) END AS approved_us,
        ct_us(i.ct) AS ct_us,
        i.class = 'idle' AS is_idle,
        m.temperature,
        m.quality_score,
        r.is_start,
        r.stop_factor
    FROM mart.shot_interval i
    JOIN core.shot_context k ON k.context_no = i.context_no AND k.equipment_code = i.equipment_code
    JOIN rule r ON r.context_no = i.context_no
    JOIN core.shot m
      ON m.context_no = i.context_no
     AND m.shot_time_utc = i.shot_time_utc
     AND m.seq IS NOT DISTINCT FROM i.seq
),
ordered AS (
    SELECT
        s.*,
        row_number() OVER along AS shot_no,
        s.t_us - lag(s.t_us) OVER along AS before_us,
        lead(s.t_us) OVER along - s.t_us AS after_us,
        CASE
            WHEN lag(s.t_us) OVER along IS NULL THEN TRUE
            WHEN s.t_us - lag(s.t_us) OVER along > 28800000000 THEN TRUE
            WHEN date_trunc('week', s.shot_time_local) <> date_trunc('week', lag(s.shot_time_local) OVER along) THEN TRUE
            ELSE s.part_id IS DISTINCT FROM lag(s.part_id) OVER along
        END AS is_first
    FROM shot s
    WINDOW along AS (PARTITION BY s.equipment_code ORDER BY s.shot_time_utc, s.seq NULLS FIRST, s.counter_code)
),
begun AS (
    SELECT
        o.*,
        last_value(CASE WHEN o.is_first THEN stable_id(
            'session' || chr(31) || o.equipment_code || chr(31) || o.t_us || chr(31) || coalesce(CAST(o.seq AS VARCHAR), '') || chr(31) || o.counter_code
        ) END IGNORE NULLS) OVER so_far AS session_id,
        last_value(CASE WHEN o.is_first THEN o.is_start END IGNORE NULLS) OVER so_far AS session_is_start,
        last_value(CASE WHEN o.is_first THEN o.stop_factor END IGNORE NULLS) OVER so_far AS session_stop_factor,
        coalesce(lead(o.is_first) OVER (PARTITION BY o.equipment_code ORDER BY o.shot_no), TRUE) AS is_last
    FROM ordered o
    WINDOW so_far AS (PARTITION BY o.equipment_code ORDER BY o.shot_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),
judged AS (
    SELECT
        b.*,
        arg_max(b.approved_us, b.shot_no) OVER (PARTITION BY b.equipment_code, b.session_id) AS session_approved_us,
        arg_max(b.mold_id, b.shot_no) OVER (PARTITION BY b.equipment_code, b.session_id) AS last_mold_id,
        max(b.shot_time_utc) OVER (PARTITION BY b.equipment_code, b.session_id) AS last_shot_utc
    FROM begun b
),
width AS (
    SELECT
        j.*,
        CAST(round(limit_width(j.session_approved_us, v.share1, v.seconds1 * 1000000, q.level1)) AS BIGINT) AS width1_us,
        CAST(round(limit_width(j.session_approved_us, v.share2, v.seconds2 * 1000000, q.level2)) AS BIGINT) AS width2_us
    FROM judged j
    CROSS JOIN core.setting_quality q
    LEFT JOIN core.cycle_limit v
      ON v.equipment_code = j.equipment_code
     AND v.mold_id = j.last_mold_id
     AND v.from_utc <= j.last_shot_utc
     AND v.to_utc > j.last_shot_utc
)
SELECT
    w.equipment_code,
    w.session_id,
    w.shot_no,
    w.counter_code,
    w.seq,
    w.shot_time_utc,
    w.shot_time_local,
    w.mold_id,
    w.part_id,
    w.part_code,
    w.supplier_id,
    w.location_id,
    w.time_zone,
    w.parts,
    w.ct_us,
    w.temperature,
    w.quality_score,
    w.is_first,
    w.is_last,
    w.is_idle,
    w.session_is_start AS is_start,
    w.session_stop_factor AS stop_factor,
    w.before_us,
    w.after_us,
    CASE
        WHEN w.session_is_start AND w.is_last THEN 0
        WHEN NOT w.session_is_start AND w.is_first THEN 0
        WHEN w.is_idle THEN CASE WHEN w.session_is_start THEN w.after_us ELSE w.before_us END
        ELSE greatest(0, CASE WHEN w.session_is_start THEN w.after_us ELSE w.before_us END - w.ct_us)
    END AS idle_time_us,
    w.session_approved_us AS approved_us,
    w.session_approved_us - w.width1_us AS l1_below_us,
    w.session_approved_us + w.width1_us AS l1_above_us,
    w.session_approved_us - greatest(w.width1_us, w.width2_us) AS l2_below_us,
    w.session_approved_us + greatest(w.width1_us, w.width2_us) AS l2_above_us,
    CASE
        WHEN w.is_idle THEN NULL
        WHEN w.ct_us < w.session_approved_us - w.width1_us THEN 'below'
        WHEN w.ct_us > w.session_approved_us + w.width1_us THEN 'above'
        WHEN w.ct_us IS NOT NULL AND w.width1_us IS NOT NULL THEN 'within'
    END AS band,
    CASE
        WHEN NOT w.is_idle
        THEN w.ct_us < w.session_approved_us - greatest(w.width1_us, w.width2_us) OR w.ct_us > w.session_approved_us + greatest(w.width1_us, w.width2_us)
    END AS is_beyond_l2
FROM width w
