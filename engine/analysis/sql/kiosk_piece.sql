-- The planned pieces of each shift: what its breaks leave.
WITH pause AS (SELECT * FROM stretch WHERE kind = 'break'),
cut AS (
    SELECT stretch_no, location_id, time_zone, shift, date_no, from_us AS at_us FROM stretch WHERE kind = 'shift'
    UNION
    SELECT stretch_no, location_id, time_zone, shift, date_no, to_us FROM stretch WHERE kind = 'shift'
    UNION
    SELECT s.stretch_no, s.location_id, s.time_zone, s.shift, s.date_no, e.us
    FROM stretch s
    JOIN pause b
        ON b.location_id IS NOT DISTINCT FROM s.location_id
        AND b.time_zone = s.time_zone
        AND b.from_us < s.to_us
        AND b.to_us > s.from_us
    CROSS JOIN LATERAL (VALUES (b.from_us), (b.to_us)) e(us)
    WHERE s.kind = 'shift' AND e.us > s.from_us AND e.us < s.to_us
),
piece AS (
    SELECT
        *,
        LEAD(at_us) OVER (PARTITION BY stretch_no ORDER BY at_us) AS to_us
    FROM cut
)
SELECT
    p.stretch_no,
    p.location_id,
    p.time_zone,
    p.shift,
    p.date_no,
    p.at_us AS from_us,
    p.to_us
FROM piece p
WHERE p.to_us IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM pause b
        WHERE b.location_id IS NOT DISTINCT FROM p.location_id
            AND b.time_zone = p.time_zone
            AND b.from_us <= p.at_us
            AND b.to_us > p.at_us
    )
