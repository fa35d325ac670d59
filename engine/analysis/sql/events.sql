-- What happened to the tool in [$lo, $hi), in the order of time: changes of
-- part and counter; another reference cycle time (2 % and more); the longest
-- stops; silences of a day and more between runs; where numbers are missing, the
-- longest. Changes of limits are those of limits.sql. alike is how many stops there
-- are, of which the longest are here, and how many shots are missing.
SELECT at_utc, until_utc, kind, before, after, COALESCE(alike, 0) AS alike
FROM (
    SELECT
        start_utc AS at_utc,
        NULL::TIMESTAMP AS until_utc,
        'part' AS kind,
        COALESCE(before, 'no part') AS before,
        COALESCE(first_part_code, 'no part') AS after,
        NULL::BIGINT AS alike
    FROM (
        SELECT
            start_utc,
            part_id,
            first_part_code,
            LAG(part_id) OVER along AS before_id,
            LAG(first_part_code) OVER along AS before,
            ROW_NUMBER() OVER along AS row_no
        FROM mart.run
        WHERE equipment_code = $tool::VARCHAR
        WINDOW along AS (ORDER BY start_utc, run_id)
    )
    WHERE row_no > 1 AND part_id IS DISTINCT FROM before_id
    UNION ALL
    SELECT at_utc, NULL, 'counter', counter_before, counter_code, NULL
    FROM counter_arrival
    WHERE equipment_code = $tool::VARCHAR AND counter_before <> counter_code
    UNION ALL
    SELECT start_utc, NULL, 'reference', printf('%.1f', before_ct), printf('%.1f', ref_ct), NULL
    FROM (
        SELECT
            start_utc,
            ref_ct,
            LAG(ref_ct) OVER along AS before_ct
        FROM mart.run
        WHERE equipment_code = $tool::VARCHAR AND reference_method = 'mode'
        WINDOW along AS (ORDER BY start_utc, run_id)
    )
    WHERE abs(ref_ct - before_ct) >= 0.02 * before_ct
    UNION ALL
    SELECT start_utc, end_utc, kind, NULL, NULL, alike
    FROM (
        SELECT start_utc, end_utc, kind, stop_id, COUNT(*) OVER () AS alike
        FROM mart.stop
        WHERE equipment_code = $tool::VARCHAR
            AND NOT is_micro
            AND end_utc > $lo::TIMESTAMP
            AND start_utc < $hi::TIMESTAMP
        ORDER BY downtime_us DESC, stop_id
        LIMIT 20
    )
    UNION ALL
    SELECT end_utc, next_utc, 'off', NULL, NULL, NULL
    FROM (
        SELECT end_utc, LEAD(start_utc) OVER (ORDER BY start_utc, run_id) AS next_utc
        FROM mart.run
        WHERE equipment_code = $tool::VARCHAR
    )
    WHERE next_utc - end_utc >= INTERVAL 1 DAY
    UNION ALL
    SELECT from_utc, to_utc, 'no data', NULL, NULL, shots
    FROM (
        SELECT from_utc, to_utc, shots
        FROM mart.missing_shot
        WHERE equipment_code = $tool::VARCHAR
            AND shots > 0
            AND to_utc > $lo::TIMESTAMP
            AND from_utc < $hi::TIMESTAMP
        ORDER BY to_utc - from_utc DESC, to_utc, counter_code, to_seq
        LIMIT 20
    )
)
WHERE at_utc < $hi::TIMESTAMP AND COALESCE(until_utc, at_utc) >= $lo::TIMESTAMP
ORDER BY at_utc, kind
