-- What stands as it is built, and what another tolerance or slack would make of
-- the same shots. Tolerance moves only which shots are normal; slack only which
-- intervals wait.
WITH built AS (
    SELECT
        COUNT(*) FILTER (WHERE is_in) AS shots,
        COUNT(*) FILTER (WHERE is_in AND class = 'normal') AS normal_shots,
        COALESCE(SUM(d_us), 0)::BIGINT AS run_time_us,
        COALESCE(SUM(w_us), 0)::BIGINT AS downtime_us,
        COUNT(*) FILTER (WHERE is_stop AND is_wait_in) AS stops
    FROM shot
),
cycle AS (
    SELECT ct_us, ref_us, COUNT(*) AS shots
    FROM shot
    WHERE is_in AND class NOT IN ('long', 'idle')
    GROUP BY ALL
),
tolerance AS (
    SELECT
        ppm,
        COALESCE(SUM(shots) FILTER (
            WHERE ct_us < (ref_us * (1000000 + ppm) + 500000000) // 1000000000 * 1000 + 500
            AND ct_us >= (ref_us * (1000000 - ppm) + 500000000) // 1000000000 * 1000 - 500
        ), 0)::BIGINT AS normal_shots
    FROM (SELECT unnest($tolerances::BIGINT[]) AS ppm)
    LEFT JOIN cycle ON TRUE
    GROUP BY ppm
),
-- Few intervals exceed their cycle by more than the smallest slack.
wait AS (
    SELECT gap_us, before_gap_us, is_wait_in, SUM(gap_in_us)::BIGINT AS gap_in_us, COUNT(*) AS intervals
    FROM shot
    WHERE gap_us > list_min($slacks::BIGINT[])
    GROUP BY ALL
),
slack AS (
    SELECT
        us,
        COALESCE(SUM(gap_in_us) FILTER (WHERE gap_us > us), 0)::BIGINT AS downtime_us,
        COALESCE(SUM(intervals) FILTER (WHERE gap_us > us AND before_gap_us <= us AND is_wait_in), 0)::BIGINT AS stops
    FROM (SELECT unnest($slacks::BIGINT[]) AS us)
    LEFT JOIN wait ON TRUE
    GROUP BY us
)
SELECT '' AS setting, 0 AS value, shots, normal_shots, run_time_us, downtime_us, stops
FROM built
UNION ALL
SELECT 'tolerance', t.ppm, b.shots, t.normal_shots, b.run_time_us, b.downtime_us, b.stops
FROM tolerance t
CROSS JOIN built b
UNION ALL
SELECT 'gap_slack', s.us, b.shots, b.normal_shots, b.run_time_us, s.downtime_us, s.stops
FROM slack s
CROSS JOIN built b
