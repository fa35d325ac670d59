-- model: rate_slot
-- kind:  temp
-- grain: one row per clock and stretch of time in which hour, production day, shift, offset and plan stay the same
-- key:   slot_no
-- hour_no             full UTC hour since 1970 that holds the slot; slots are cut at UTC hours too, so that
--     an instant finds its slot by an equi-join on (clock, hour) and a range
-- offset_us           local time minus UTC
-- bucket_start_utc    start of the local hour: the last instant at which the clock showed a full hour, or jumped into another one
-- bucket_start_local  the same on the local clock
-- local_date          production day
-- shift_date          production day in which the shift starts; outside every shift, the production day
-- shift               first one listed that is on; NULL outside every shift
-- is_planned          planned time: in a shift, or in any hour where none is listed, without breaks, holidays and planned stops; NULL: no
--     calendar says what is planned
WITH clock AS (
    SELECT DISTINCT
        k.clock_no,
        k.time_zone,
        c.location_id AS calendar_id,
        coalesce(c.day_start_us, site.day_start_us) AS day_start_us
    FROM rate_kind k
    LEFT JOIN core.setting_calendar c ON c.location_id = k.location_id
    LEFT JOIN core.setting_calendar site ON site.location_id IS NULL
),
-- How many days an interval may reach away from its shot.
reach AS (
    SELECT greatest(
        (SELECT coalesce(max(least(s.t_us - s.prev_t_us, k.run_gap_us)), 0) FROM rate_shot s JOIN rate_kind k ON k.kind_no = s.kind_no),
        (SELECT coalesce(max(ref_us), 0) FROM rate_reference),
        86400000000
    ) // 86400000000 + 1 AS days
),
shot_day AS (
    SELECT DISTINCT k.clock_no, s.t_us // 86400000000 AS day
    FROM rate_shot s
    JOIN rate_kind k ON k.kind_no = s.kind_no
),
clock_day AS (
    SELECT DISTINCT d.clock_no, d.day + n.away AS day
    FROM shot_day d
    CROSS JOIN (SELECT unnest(generate_series(-days, days)) AS away FROM reach) n
),
-- Where the offset changes inside an hour, the first hour of a period may
-- have started in the period before.
period AS (
    SELECT
        time_zone,
        epoch_us(greatest(from_utc, TIMESTAMP '1900-01-01')) AS from_us,
        epoch_us(least(to_utc, TIMESTAMP '2200-01-01')) AS to_us,
        offset_us,
        lag(offset_us) OVER (PARTITION BY time_zone ORDER BY from_utc) AS prev_offset_us
    FROM core.zone_offset
),
day_period AS (
    SELECT
        d.clock_no,
        d.day,
        c.calendar_id,
        c.day_start_us,
        p.from_us,
        p.to_us,
        p.offset_us,
        coalesce(p.prev_offset_us, p.offset_us) AS prev_offset_us
    FROM clock_day d
    JOIN clock c ON c.clock_no = d.clock_no
    JOIN period p
      ON p.time_zone = c.time_zone
     AND p.from_us < (d.day + 1) * 86400000000
     AND p.to_us > d.day * 86400000000
),
time_of_day AS (
    SELECT clock_no, day_start_us AS edge_us FROM clock
    UNION
    SELECT c.clock_no, s.start_us FROM clock c JOIN core.setting_shift s ON s.location_id IS NOT DISTINCT FROM c.calendar_id
    UNION
    SELECT c.clock_no, s.end_us FROM clock c JOIN core.setting_shift s ON s.location_id IS NOT DISTINCT FROM c.calendar_id
    UNION
    SELECT c.clock_no, b.start_us FROM clock c JOIN core.setting_break b ON b.location_id IS NOT DISTINCT FROM c.calendar_id
    UNION
    SELECT c.clock_no, b.end_us FROM clock c JOIN core.setting_break b ON b.location_id IS NOT DISTINCT FROM c.calendar_id
),
hours AS (SELECT unnest(range(24)) AS h),
candidate AS (
    SELECT p.clock_no, p.day, p.from_us, p.to_us, p.day * 86400000000 + h.h * 3600000000 AS edge_us
    FROM day_period p CROSS JOIN hours h
    UNION ALL
    SELECT p.clock_no, p.day, p.from_us, p.to_us, p.day * 86400000000 + h.h * 3600000000 + floor_mod(-p.offset_us, 3600000000)
    FROM day_period p CROSS JOIN hours h
    UNION ALL
    SELECT
        p.clock_no, p.day, p.from_us, p.to_us,
        p.day * 86400000000 + floor_mod(e.edge_us - p.offset_us, 86400000000)
    FROM day_period p JOIN time_of_day e ON e.clock_no = p.clock_no
    UNION ALL
    SELECT p.clock_no, p.day, p.from_us, p.to_us, p.from_us
    FROM day_period p
    UNION ALL
    SELECT p.clock_no, p.day, p.from_us, p.to_us, epoch_us(s.from_utc)
    FROM day_period p JOIN core.setting_planned_stop s ON s.location_id IS NOT DISTINCT FROM p.calendar_id
    UNION ALL
    SELECT p.clock_no, p.day, p.from_us, p.to_us, epoch_us(s.to_utc)
    FROM day_period p JOIN core.setting_planned_stop s ON s.location_id IS NOT DISTINCT FROM p.calendar_id
),
edge AS (
    SELECT DISTINCT clock_no, day, edge_us
    FROM candidate
    WHERE edge_us >= from_us AND edge_us < to_us
      AND edge_us >= day * 86400000000 AND edge_us < (day + 1) * 86400000000
),
piece AS (
    SELECT
        clock_no,
        day,
        edge_us AS from_us,
        coalesce(lead(edge_us) OVER (PARTITION BY clock_no, day ORDER BY edge_us), (day + 1) * 86400000000) AS to_us
    FROM edge
),
placed AS (
    SELECT
        s.clock_no,
        s.from_us,
        s.to_us,
        p.calendar_id,
        p.day_start_us,
        p.offset_us,
        s.from_us + p.offset_us AS local_us,
        s.from_us - floor_mod(s.from_us + p.offset_us, 3600000000) AS hour_us,
        p.from_us AS period_us,
        p.prev_offset_us,
        p.from_us - 1 - floor_mod(p.from_us - 1 + p.prev_offset_us, 3600000000) AS hour_before_us,
        floor_div(p.from_us + p.offset_us, 3600000000) = floor_div(p.from_us - 1 + p.prev_offset_us, 3600000000) AS is_same_hour
    FROM piece s
    JOIN day_period p
      ON p.clock_no = s.clock_no
     AND p.day = s.day
     AND s.from_us >= p.from_us
     AND s.from_us < p.to_us
),
shift_on AS (
    SELECT
        p.clock_no,
        p.from_us,
        s.shift,
        (floor_div(p.local_us, 86400000000) - n.back) * 86400000000 + s.start_us AS start_us
    FROM placed p
    CROSS JOIN (SELECT unnest(range(2)) AS back) n
    JOIN core.setting_shift s
      ON s.location_id IS NOT DISTINCT FROM p.calendar_id
     AND s.iso_weekday = floor_mod(floor_div(p.local_us, 86400000000) - n.back + 3, 7) + 1
    WHERE p.local_us >= (floor_div(p.local_us, 86400000000) - n.back) * 86400000000 + s.start_us
      AND p.local_us < (floor_div(p.local_us, 86400000000) - n.back) * 86400000000 + s.end_us
        + CASE WHEN s.end_us <= s.start_us THEN 86400000000 ELSE 0 END
    QUALIFY row_number() OVER (PARTITION BY p.clock_no, p.from_us ORDER BY s.place, n.back) = 1
),
dated AS (
    SELECT
        p.*,
        DATE '1970-01-01' + CAST(floor_div(p.local_us - p.day_start_us, 86400000000) AS INTEGER) AS local_date,
        DATE '1970-01-01' + CAST(floor_div(coalesce(s.start_us, p.local_us) - p.day_start_us, 86400000000) AS INTEGER) AS shift_date,
        s.shift
    FROM placed p
    LEFT JOIN shift_on s ON s.clock_no = p.clock_no AND s.from_us = p.from_us
),
-- The calendars that say what is planned.
plan AS (
    SELECT calendar_id, bool_or(is_shift) AS has_shifts
    FROM (
        SELECT location_id AS calendar_id, TRUE AS is_shift FROM core.setting_shift
        UNION ALL
        SELECT location_id, FALSE FROM core.setting_break
        UNION ALL
        SELECT location_id, FALSE FROM core.setting_holiday
        UNION ALL
        SELECT location_id, FALSE FROM core.setting_planned_stop
    )
    GROUP BY calendar_id
),
free AS (
    SELECT d.clock_no, d.from_us
    FROM dated d
    JOIN core.setting_break b
      ON b.location_id IS NOT DISTINCT FROM d.calendar_id
     AND CASE
            WHEN b.start_us < b.end_us THEN floor_mod(d.local_us, 86400000000) >= b.start_us AND floor_mod(d.local_us, 86400000000) < b.end_us
            ELSE floor_mod(d.local_us, 86400000000) >= b.start_us OR floor_mod(d.local_us, 86400000000) < b.end_us
        END
    UNION
    SELECT d.clock_no, d.from_us
    FROM dated d
    JOIN core.setting_holiday h ON h.location_id IS NOT DISTINCT FROM d.calendar_id AND h.local_date = d.shift_date
    UNION
    SELECT d.clock_no, d.from_us
    FROM dated d
    JOIN core.setting_planned_stop s
      ON s.location_id IS NOT DISTINCT FROM d.calendar_id
     AND d.from_us >= epoch_us(s.from_utc)
     AND d.from_us < epoch_us(s.to_utc)
)
SELECT
    CAST(row_number() OVER (ORDER BY p.clock_no, p.from_us) AS INTEGER) AS slot_no,
    p.clock_no,
    p.from_us // 3600000000 AS hour_no,
    p.from_us,
    p.to_us,
    p.offset_us,
    from_epoch_us(CASE
        WHEN p.hour_us >= p.period_us THEN p.hour_us
        WHEN p.is_same_hour THEN p.hour_before_us
        ELSE p.period_us
    END) AS bucket_start_utc,
    from_epoch_us(CASE
        WHEN p.hour_us >= p.period_us THEN p.hour_us + p.offset_us
        WHEN p.is_same_hour THEN p.hour_before_us + p.prev_offset_us
        ELSE p.period_us + p.offset_us
    END) AS bucket_start_local,
    p.local_date,
    p.shift_date,
    p.shift,
    (p.shift IS NOT NULL OR NOT c.has_shifts) AND f.clock_no IS NULL AS is_planned
FROM dated p
LEFT JOIN plan c ON c.calendar_id IS NOT DISTINCT FROM p.calendar_id
LEFT JOIN free f ON f.clock_no = p.clock_no AND f.from_us = p.from_us
