-- A number that its counter left out: what is known around it.
SELECT
    'It never came: between two shots of ' || g.counter_code || ', at ' || strftime(g.from_utc, '%Y-%m-%d %H:%M:%S') || ' and '
        || strftime(g.to_utc, '%Y-%m-%d %H:%M:%S') || ' UTC, '
        || CASE
            WHEN g.from_seq = g.to_seq THEN 'the number ' || g.from_seq || ' is left out.'
            ELSE 'the numbers ' || g.from_seq || ' to ' || g.to_seq || ' are left out.'
        END
        || ' No measured figure counts it; waiting time in that gap is called doubtful.' AS text,
    g.from_seq AS "from_seq|first number left out",
    g.to_seq AS "to_seq|last number left out",
    g.shots AS "missing_shots|shots that never came",
    NULLIF(g.quarantined, 0) AS "quarantined|others of the gap, in quarantine",
    g.from_utc AS "from_utc|shot before the gap (UTC)",
    g.to_utc AS "to_utc|shot after the gap (UTC)",
    g.equipment_code AS "equipment_code|tool of that shot",
    g.local_date AS "local_date|counts as missing on"
FROM mart.missing_shot g
WHERE g.counter_code = $counter AND g.to_utc = $time::TIMESTAMP AND $seq::BIGINT BETWEEN g.from_seq AND g.to_seq
