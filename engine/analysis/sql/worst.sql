-- since_date: the first of the days at the end of the window on which the main
-- cause never fell below half of its mean of a day; NULL if it did on the last.
SELECT
    equipment_code,
    loss_us,
    share,
    cause,
    cause_us,
    MIN(local_date) FILTER (WHERE quiet_date IS NULL OR local_date > quiet_date) AS since_date
FROM (
    SELECT
        *,
        MAX(CASE WHEN is_quiet THEN local_date END) OVER (PARTITION BY equipment_code) AS quiet_date
    FROM (
        SELECT
            w.*,
            r.local_date,
            COALESCE(d.loss_us, 0) < 0.5 * w.cause_us / COUNT(*) OVER (PARTITION BY w.equipment_code) AS is_quiet
        FROM worst_tool w
        JOIN (SELECT DISTINCT equipment_code, local_date FROM pieces WHERE run_time_us > 0) r
            ON r.equipment_code = w.equipment_code
        LEFT JOIN loss_day d
            ON d.equipment_code = w.equipment_code
            AND d.cause = w.cause
            AND d.local_date = r.local_date
    )
)
GROUP BY ALL
ORDER BY loss_us DESC, equipment_code
