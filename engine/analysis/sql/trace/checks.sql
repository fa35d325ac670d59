-- 2: what the checks of packet, shot and duplicates decided.
SELECT
    CASE
        WHEN q.reason IS NOT NULL THEN 'Left out of every figure: ' || q.rule || ' (level ' || q.level || '). Each build tries it again.'
        WHEN d.copies > 0 OR d.others > 0 THEN 'Passed; of several with this counter, time and number it is the one that counts.'
        ELSE 'Passed; the only one with this counter, time and number.'
    END AS text,
    q.reason AS "reason",
    q.first_seen_utc AS "first_seen_utc|first seen (UTC)",
    q.last_seen_utc AS "last_tried_utc|last tried (UTC)",
    NULLIF(d.copies, 0) AS "exact_copies|exact copies dropped",
    NULLIF(d.others, 0) AS "conflicting_copies|others with different values, in quarantine"
FROM (
    SELECT
        (SELECT COUNT(*) FROM core.duplicate x
            WHERE x.counter_code = $counter AND x.shot_time_utc = $time::TIMESTAMP AND x.seq IS NOT DISTINCT FROM $seq::BIGINT) AS copies,
        (SELECT COUNT(*) FROM core.quarantine x
            WHERE x.counter_code = $counter AND x.shot_time_utc = $time::TIMESTAMP AND x.seq IS NOT DISTINCT FROM $seq::BIGINT
                AND x.reason = 'duplicate_conflict') AS others
) d
LEFT JOIN (
    SELECT *
    FROM core.quarantine
    WHERE $reason::VARCHAR IS NOT NULL AND packet_id = $packet::UBIGINT AND item IS NOT DISTINCT FROM $item::INTEGER
    LIMIT 1
) q ON TRUE
