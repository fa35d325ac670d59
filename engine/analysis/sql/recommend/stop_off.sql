-- What of each stop lies in no planned time of a calendar (off_us, at most its
-- downtime), of the tools whose stops may be too many: with all planned time taken
-- out, a tool has its production time at least.
WITH stop AS (
    SELECT s.*
    FROM stop_of_window s
    SEMI JOIN (
        SELECT m.equipment_code
        FROM made m
        LEFT JOIN (
            SELECT
                equipment_code,
                SUM(downtime_us)::BIGINT AS micro_us
            FROM stop_of_window
            WHERE is_micro
            GROUP BY equipment_code
        ) t ON t.equipment_code = m.equipment_code
        WHERE m.run_time_us >= $least_run_us::BIGINT
            AND (m.production_time_us < $stability_watch::DOUBLE * m.run_time_us OR t.micro_us > $micro_stop_share::DOUBLE * m.production_time_us)
    ) c ON c.equipment_code = s.equipment_code
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
)
SELECT
    s.equipment_code,
    s.kind,
    s.shift,
    s.start_local,
    s.is_micro,
    s.downtime_us,
    LEAST(s.downtime_us, COALESCE(o.off_us, 0)) AS off_us
FROM stop s
LEFT JOIN off o ON o.stop_id = s.stop_id
