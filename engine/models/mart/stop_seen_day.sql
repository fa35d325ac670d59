-- model:   mart.stop_seen_day
-- kind:    view
-- grain:   one row per tool, part and local production day with a stop: what was seen of stops by the end of the day
-- key:     equipment_code, part_id, local_date
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- local_date      local production day of the shot that ends the time: before it nobody knows whether it is a stop
-- stops           series of neighbouring intervals of a run with time beside the cycle that begin on the day. mart.stop judges by the
--     reference of the whole run, and counts a stop where it begins, before it is seen; here nothing after the day decides
-- downtime_us     time beside the cycles of all such intervals of the day, µs: of long and idle shots all but the mode of their day
WITH rule AS (
    SELECT
        k.context_no,
        max_by(e.shot_time, nearness(e.part_code, e.equipment_code, e.location_id, e.place)) FILTER (WHERE e.shot_time IS NOT NULL) = 'start' AS is_start,
        max_by(e.stop_factor, nearness(e.part_code, e.equipment_code, e.location_id, e.place)) FILTER (WHERE e.stop_factor IS NOT NULL) AS stop_factor,
        ct_us(max_by(e.gap_slack, nearness(e.part_code, e.equipment_code, e.location_id, e.place)) FILTER (WHERE e.gap_slack IS NOT NULL)) AS slack_us
    FROM core.shot_context k
    JOIN core.setting_run_rate e
      ON (e.part_code IS NULL OR e.part_code = k.part_code)
     AND (e.equipment_code IS NULL OR e.equipment_code = k.equipment_code)
     AND (e.location_id IS NULL OR e.location_id = k.location_id)
    GROUP BY k.context_no
),
shortest AS (
    SELECT d.equipment_code, min(d.mode) AS mode
    FROM mart.process_day d
    WHERE d.measure = 'ct'
    GROUP BY d.equipment_code
),
context AS (
    SELECT
        k.context_no,
        k.part_id,
        k.offset_us,
        k.day_start_us,
        r.is_start,
        r.stop_factor,
        r.slack_us,
        s.mode * r.stop_factor AS long_ct
    FROM core.shot_context k
    JOIN rule r ON r.context_no = k.context_no
    LEFT JOIN shortest s ON s.equipment_code = k.equipment_code
),
-- Few shots can be beside a stop; the mode of the day is looked up for these alone. A
-- number is the one key of the join, and the limits leave room for rounding: exact
-- ones took four times as long.
likely AS (
    SELECT
        i.equipment_code,
        c.part_id,
        i.run_id,
        i.shot_time_utc,
        i.seq,
        i.counter_code,
        i.d_us,
        ct_us(i.ct) AS ct_us,
        i.class = 'idle' AS is_idle,
        c.offset_us,
        c.day_start_us,
        c.is_start,
        c.stop_factor,
        c.slack_us
    FROM mart.shot_interval i
    JOIN context c ON c.context_no = i.context_no
    WHERE i.d_us - i.ct * 1000000 > c.slack_us - 1
       OR i.ct > c.long_ct - 0.002
       OR i.class = 'idle'
),
judged AS (
    SELECT
        l.*,
        CASE
            WHEN l.shot_time_utc = CASE WHEN l.is_start THEN n.last_shot_utc ELSE n.first_shot_utc END THEN 0
            WHEN l.is_idle OR hides_stop(l.ct_us, ct_us(d.mode), l.stop_factor) THEN l.d_us - least(coalesce(ct_us(d.mode), 0), l.d_us)
            WHEN l.d_us - l.ct_us > l.slack_us THEN l.d_us - l.ct_us
            ELSE 0
        END AS w_us,
        epoch_us(l.shot_time_utc) + CASE WHEN l.is_start THEN l.d_us ELSE 0 END AS end_us
    FROM likely l
    JOIN mart.run n ON n.run_id = l.run_id AND n.equipment_code = l.equipment_code
    LEFT JOIN mart.process_day d
      ON d.equipment_code = l.equipment_code
     AND d.part_id IS NOT DISTINCT FROM l.part_id
     AND d.local_date = local_day(l.shot_time_utc, l.offset_us, l.day_start_us)
     AND d.measure = 'ct'
),
waiting AS (
    SELECT
        j.equipment_code,
        j.part_id,
        local_day(from_epoch_us(j.end_us), j.offset_us, j.day_start_us) AS local_date,
        j.w_us,
        lag(j.end_us) OVER (
            PARTITION BY j.equipment_code, j.run_id ORDER BY j.shot_time_utc, j.seq NULLS FIRST, j.counter_code
        ) IS DISTINCT FROM j.end_us - j.d_us AS begins
    FROM judged j
    WHERE j.w_us > 0
)
SELECT
    equipment_code,
    part_id,
    local_date,
    count(*) FILTER (WHERE begins) AS stops,
    CAST(sum(w_us) AS BIGINT) AS downtime_us
FROM waiting
GROUP BY equipment_code, part_id, local_date
