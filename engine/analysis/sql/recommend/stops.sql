-- Much downtime, without what lies in no planned time of a calendar: with the largest
-- cause, shift and hour of its start, and the largest stop. base is the share of
-- downtime that is left.
WITH low AS (
    SELECT *
    FROM made
    WHERE run_time_us >= $least_run_us::BIGINT
        AND production_time_us / run_time_us < $stability_watch::DOUBLE
),
stop AS (
    SELECT s.*
    FROM stop_of_window s
    SEMI JOIN low l ON l.equipment_code = s.equipment_code
),
-- What of a stop is planned: its length, less the planned time up to its end, and
-- plus that up to its start.
due AS (
    SELECT
        COALESCE(location_id::VARCHAR, '') AS place,
        from_utc,
        epoch_us(to_utc) - epoch_us(from_utc) AS length_us,
        COALESCE(SUM(epoch_us(to_utc) - epoch_us(from_utc)) OVER so_far, 0) AS before_us
    FROM planned
    WINDOW so_far AS (PARTITION BY location_id ORDER BY from_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
edge AS (
    SELECT
        stop_id,
        COALESCE(location_id::VARCHAR, '') AS place,
        unnest([start_utc, end_utc]) AS at_utc,
        unnest([-1, 1]) AS sign
    FROM stop
),
off AS (
    SELECT
        e.stop_id,
        SUM(e.sign * (epoch_us(e.at_utc) - d.before_us - LEAST(d.length_us, epoch_us(e.at_utc) - epoch_us(d.from_utc))))::BIGINT AS off_us
    FROM edge e
    ASOF JOIN due d ON d.place = e.place AND d.from_utc <= e.at_utc
    GROUP BY e.stop_id
),
left_over AS (
    SELECT
        s.equipment_code,
        s.kind,
        COALESCE(s.shift, '') AS shift,
        EXTRACT(HOUR FROM s.start_local) AS hour,
        s.is_micro,
        s.start_local,
        LEAST(s.downtime_us, COALESCE(o.off_us, 0)) AS off_us,
        s.downtime_us - LEAST(s.downtime_us, COALESCE(o.off_us, 0)) AS left_us
    FROM stop s
    LEFT JOIN off o ON o.stop_id = s.stop_id
),
cause AS (
    SELECT
        equipment_code,
        SUM(off_us)::BIGINT AS off_us,
        SUM(left_us) FILTER (WHERE is_micro)::BIGINT AS micro_us,
        SUM(left_us)::BIGINT AS left_us,
        COUNT(*) AS stops,
        arg_max(start_local, (left_us, -epoch_us(start_local))) AS longest_local,
        MAX(left_us) AS longest_us
    FROM left_over
    GROUP BY equipment_code
),
part AS (
    SELECT
        equipment_code,
        kind,
        shift,
        hour,
        GROUPING_ID(kind, shift, hour) AS which,
        SUM(left_us) AS us
    FROM left_over
    GROUP BY GROUPING SETS ((equipment_code, kind), (equipment_code, shift), (equipment_code, hour))
),
most AS (
    SELECT
        equipment_code,
        arg_max(kind, (us, kind)) FILTER (WHERE which = 3) AS kind,
        MAX(us) FILTER (WHERE which = 3) AS kind_us,
        arg_max(shift, (us, shift)) FILTER (WHERE which = 5) AS shift,
        MAX(us) FILTER (WHERE which = 5) AS shift_us,
        arg_max(hour, (us, -hour)) FILTER (WHERE which = 6) AS hour,
        MAX(us) FILTER (WHERE which = 6) AS hour_us
    FROM part
    GROUP BY equipment_code
)
SELECT
    l.equipment_code,
    NULL::BIGINT AS part_id,
    'stops' AS rule,
    CASE WHEN l.production_time_us / (l.run_time_us - COALESCE(c.off_us, 0)) < $stability::DOUBLE THEN 'action' ELSE 'watch' END AS severity,
    l.days,
    l.shots,
    (l.downtime_us - COALESCE(c.off_us, 0)) / NULLIF(l.downtime_us, 0) AS base,
    json_object(
        'stability', l.production_time_us / (l.run_time_us - COALESCE(c.off_us, 0)),
        'downtime_us', l.downtime_us - COALESCE(c.off_us, 0),
        'planned_off_us', COALESCE(c.off_us, 0),
        'stops', COALESCE(c.stops, 0),
        'micro_stop_share', c.micro_us / NULLIF(c.left_us, 0),
        'kind', m.kind,
        'kind_share', m.kind_us / NULLIF(c.left_us, 0),
        'shift', NULLIF(m.shift, ''),
        'shift_share', m.shift_us / NULLIF(c.left_us, 0),
        'hour', m.hour,
        'hour_share', m.hour_us / NULLIF(c.left_us, 0),
        'longest_us', c.longest_us,
        'longest_local', c.longest_local
    )::VARCHAR AS facts
FROM low l
LEFT JOIN cause c ON c.equipment_code = l.equipment_code
LEFT JOIN most m ON m.equipment_code = l.equipment_code
WHERE l.production_time_us / NULLIF(l.run_time_us - COALESCE(c.off_us, 0), 0) < $stability_watch::DOUBLE
