-- 2: what the checks of packet, shot and duplicates decided.
SELECT
    CASE
        WHEN q.reason IS NOT NULL THEN 'Left out of every figure: ' || CASE q.reason
            WHEN 'bad_json' THEN 'the packet is no JSON, so that nothing in it can be read'
            WHEN 'not_an_array' THEN 'the packet is JSON, but no array of shots'
            WHEN 'no_counter' THEN 'the packet does not say which counter sent it'
            WHEN 'too_long' THEN 'the packet has more than 10,000 items'
            WHEN 'not_an_object' THEN 'the item is no object with ct, time and so on'
            WHEN 'bad_time' THEN 'its time cannot be read, lies before 2015, or more than 10 min after the packet arrived'
            WHEN 'bad_ct' THEN 'its ct is no number above 0 and at most 86,400 s'
            WHEN 'duplicate_conflict' THEN 'another item with the same counter, time and number, but other values, came later and counts'
            WHEN 'unmapped' THEN CASE
                WHEN a.before_mold_id IS NULL AND a.after_mold_id IS NULL
                THEN 'STATISTICS never put its counter on a tool, and no override or MOLD row does'
                ELSE 'at that time its counter was on no tool that MOLD has'
            END
            ELSE 'it breaks the rule "' || q.rule || '"'
        END || ' (' || q.reason || ', level ' || q.level || '). Each build tries it again.'
        WHEN d.copies > 0 OR d.others > 0 THEN 'Passed; of several with this counter, time and number it is the one that counts.'
        ELSE 'Passed; the only one with this counter, time and number.'
    END AS text,
    q.reason AS "reason",
    q.rule AS "rule|what should be",
    q.first_seen_utc AS "first_seen_utc|first seen (UTC)",
    q.last_seen_utc AS "last_tried_utc|last tried (UTC)",
    CASE WHEN q.reason = 'unmapped' THEN a.before_mold_id END AS "before_mold_id|assignment before: MOLD_ID",
    CASE WHEN q.reason = 'unmapped' THEN a.before_utc END AS "before_utc|assignment before: last named in (UTC)",
    CASE WHEN q.reason = 'unmapped' THEN a.after_mold_id END AS "after_mold_id|assignment after: MOLD_ID",
    CASE WHEN q.reason = 'unmapped' THEN a.after_utc END AS "after_utc|assignment after: from (UTC)",
    CASE WHEN q.reason = 'duplicate_conflict' THEN k.packet_id END AS "kept_packet_id|packet of the one that counts",
    CASE WHEN q.reason = 'duplicate_conflict' THEN k.ct END AS "kept_ct|its cycle time, s",
    NULLIF(d.copies, 0) AS "exact_copies|exact copies dropped",
    d.copied AS "copied_in|they came in",
    NULLIF(d.others, 0) AS "conflicting_copies|others with different values, in quarantine",
    d.conflicting AS "conflicting_in|those came in"
FROM (
    SELECT
        c.copies,
        c.copied,
        o.others,
        o.conflicting
    FROM (
        SELECT
            COUNT(*) AS copies,
            string_agg('packet ' || x.packet_id || ', item ' || x.item, '; ' ORDER BY x.packet_id, x.item) AS copied
        FROM core.duplicate x
        WHERE x.counter_code = $counter AND x.shot_time_utc = $time::TIMESTAMP AND x.seq IS NOT DISTINCT FROM $seq::BIGINT
    ) c
    CROSS JOIN (
        SELECT
            COUNT(*) AS others,
            string_agg('packet ' || x.packet_id || ', item ' || x.item, '; ' ORDER BY x.packet_id, x.item) AS conflicting
        FROM core.quarantine x
        WHERE x.counter_code = $counter AND x.shot_time_utc = $time::TIMESTAMP AND x.seq IS NOT DISTINCT FROM $seq::BIGINT
            AND x.reason = 'duplicate_conflict'
            AND NOT (x.packet_id = $packet::UBIGINT AND x.item IS NOT DISTINCT FROM $item::INTEGER)
    ) o
) d
CROSS JOIN (
    SELECT
        arg_max(x.mold_id, x.from_utc) FILTER (x.from_utc <= $time::TIMESTAMP) AS before_mold_id,
        arg_max(x.last_hour_utc, x.from_utc) FILTER (x.from_utc <= $time::TIMESTAMP) AS before_utc,
        arg_min(x.mold_id, x.from_utc) FILTER (x.from_utc > $time::TIMESTAMP) AS after_mold_id,
        MIN(x.from_utc) FILTER (x.from_utc > $time::TIMESTAMP) AS after_utc
    FROM core.assignment x
    WHERE x.counter_code = $counter
) a
LEFT JOIN (
    SELECT *
    FROM core.quarantine
    WHERE $reason::VARCHAR IS NOT NULL AND packet_id = $packet::UBIGINT AND item IS NOT DISTINCT FROM $item::INTEGER
    LIMIT 1
) q ON TRUE
LEFT JOIN (
    SELECT packet_id, ct
    FROM core.master_shot
    WHERE $reason::VARCHAR = 'duplicate_conflict'
        AND counter_code = $counter AND shot_time_utc = $time::TIMESTAMP AND seq IS NOT DISTINCT FROM $seq::BIGINT
    LIMIT 1
) k ON TRUE
