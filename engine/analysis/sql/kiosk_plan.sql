-- What each plant is about: the shift that is on, or the whole production day
-- ($whole_day, or where there are no shifts), its planned time in all and up to
-- $as_of, whether that is planned now, and when planned time goes on.
SELECT
    p.location_id,
    p.time_zone,
    p.day_start_us,
    p.local_us,
    p.today,
    p.has_shifts,
    CASE WHEN NOT $whole_day THEN s.shift END AS shift,
    CASE WHEN $whole_day OR NOT p.has_shifts THEN p.today ELSE s.date_no END AS date_no,
    make_timestamp(CASE WHEN $whole_day OR NOT p.has_shifts THEN d.from_us ELSE s.from_us END) AS from_utc,
    make_timestamp(CASE WHEN $whole_day OR NOT p.has_shifts THEN d.to_us ELSE s.to_us END) AS to_utc,
    w.planned_us,
    w.due_us,
    CASE WHEN p.has_shifts THEN NOT COALESCE(w.is_on, FALSE) ELSE p.is_holiday OR o.to_us IS NOT NULL END AS is_planned_off,
    make_timestamp(CASE
        WHEN p.has_shifts THEN w.resumes_us
        WHEN p.is_holiday THEN GREATEST(d.to_us, o.to_us)
        ELSE o.to_us
    END) AS resumes_utc
FROM place p
JOIN stretch d
    ON d.kind = 'day'
    AND d.location_id IS NOT DISTINCT FROM p.location_id
    AND d.time_zone = p.time_zone
LEFT JOIN stretch s
    ON s.kind = 'shift'
    AND s.location_id IS NOT DISTINCT FROM p.location_id
    AND s.time_zone = p.time_zone
    AND s.from_us <= epoch_us($as_of::TIMESTAMP)
    AND s.to_us > epoch_us($as_of::TIMESTAMP)
-- The break or planned stop that is on, which matters where there are no shifts.
LEFT JOIN LATERAL (
    SELECT MAX(b.to_us) AS to_us
    FROM stretch b
    WHERE b.kind = 'break'
        AND b.location_id IS NOT DISTINCT FROM p.location_id
        AND b.time_zone = p.time_zone
        AND b.from_us <= epoch_us($as_of::TIMESTAMP)
        AND b.to_us > epoch_us($as_of::TIMESTAMP)
) o ON TRUE
LEFT JOIN LATERAL (
    SELECT
        SUM(x.to_us - x.from_us) FILTER (WHERE x.is_mine)::BIGINT AS planned_us,
        SUM(LEAST(x.to_us, epoch_us($as_of::TIMESTAMP)) - x.from_us)
            FILTER (WHERE x.is_mine AND x.from_us < epoch_us($as_of::TIMESTAMP))::BIGINT AS due_us,
        bool_or(x.from_us <= epoch_us($as_of::TIMESTAMP) AND x.to_us > epoch_us($as_of::TIMESTAMP)) AS is_on,
        MIN(x.from_us) FILTER (WHERE x.from_us > epoch_us($as_of::TIMESTAMP)) AS resumes_us
    FROM (
        SELECT
            i.from_us,
            i.to_us,
            CASE WHEN $whole_day THEN i.date_no = p.today ELSE i.stretch_no = s.stretch_no END AS is_mine
        FROM piece i
        WHERE i.location_id IS NOT DISTINCT FROM p.location_id AND i.time_zone = p.time_zone
    ) x
) w ON TRUE
