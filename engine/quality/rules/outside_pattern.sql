-- rule:     outside_pattern
-- level:    1
-- table:    DATA_SHOT
-- checks:   the counter fits shots.counter_pattern
-- severity: info
-- action:   leave it out, counted
-- advice:   correct shots.counter_pattern if these counters matter
SELECT
    p.counter_code AS subject,
    count(*) AS broken
FROM core.packet p
WHERE p.reading = 'outside'
GROUP BY ALL
UNION ALL
SELECT
    b.source || ' (not mirrored)',
    CAST(sum(b.rows_left_out) AS BIGINT)
FROM meta.sync_batch b
WHERE b.table_name = 'DATA_SHOT'
  AND b.rows_left_out > 0
GROUP BY b.source
