-- Much downtime, without what lies in no planned time of a calendar: with the largest
-- cause, shift and hour of its start, and the largest stop. base is the share of
-- downtime that is left.
WITH low AS (
    SELECT *
    FROM made
    WHERE run_time_us >= $least_run_us::BIGINT
        AND production_time_us / run_time_us < $stability_watch::DOUBLE
),
left_over AS (
    SELECT
        s.equipment_code,
        s.kind,
        COALESCE(s.shift, '') AS shift,
        EXTRACT(HOUR FROM s.start_local) AS hour,
        s.is_micro,
        s.start_local,
        s.off_us,
        s.downtime_us - s.off_us AS left_us
    FROM stop_off s
    SEMI JOIN low l ON l.equipment_code = s.equipment_code
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
