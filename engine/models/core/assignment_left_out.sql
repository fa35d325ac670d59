-- model:        core.assignment_left_out
-- kind:         view
-- grain:        one row per reason and counter of the rows of STATISTICS that assign nothing
-- key:          reason, counter_code
-- reason        bad_hour: HOUR cannot be read; unknown_mold: MOLD never had the MOLD_ID,
--               or only without a code; no_counter: CI is empty. The first that holds, in this order
-- counter_code  the counter, trimmed and in upper case; NULL where CI is empty
-- rows          rows of raw.statistics, number
SELECT
    judged.reason,
    judged.counter_code,
    count(*) AS rows
FROM (
    SELECT
        code_key(s.ci) AS counter_code,
        CASE
            WHEN hour_start(s.hour) IS NULL THEN 'bad_hour'
            WHEN s.mold_id IS NULL OR m.id IS NULL THEN 'unknown_mold'
            WHEN code_key(s.ci) IS NULL THEN 'no_counter'
        END AS reason
    FROM raw.statistics s
    LEFT JOIN (
        SELECT DISTINCT id
        FROM raw.mold_history
        WHERE code_key(equipment_code) IS NOT NULL
    ) m ON m.id = s.mold_id
) AS judged
WHERE judged.reason IS NOT NULL
GROUP BY judged.reason, judged.counter_code
