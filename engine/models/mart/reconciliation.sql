-- model:          mart.reconciliation
-- kind:           view
-- grain:          one row per count that two sides have: a counter's hour, a source's table, a tool
-- key:            kind, counter_code, hour_utc, source, table_name, equipment_code
-- kind            hour: STATISTICS' SHOT_COUNT and core.master_shot; table: the source's rows as last read and the mirror; tool: MOLD.COUNTER_SHOT_COUNT and core.master_shot
-- counter_code    of an hour; else NULL
-- hour_utc        start of the hour, UTC; else NULL
-- source          of a table, as in sprue.yaml; else NULL
-- table_name      of a table; else NULL
-- equipment_code  of a tool; else NULL
-- expected        what the other side counts: shots, or rows; repeated rows count each time
-- found           what is here: shots in core.master_shot, or rows of raw that the source still has
-- left_out        rows of a table that were left out on purpose (counters outside the pattern, keys of another source); else 0
-- difference      found + left_out - expected; a table's is negative by the copies that the source holds
WITH counter AS (
    SELECT
        w.ci,
        code_key(w.ci) AS counter_code
    FROM (SELECT DISTINCT s.ci FROM raw.statistics s) AS w
),
reported AS (
    SELECT
        c.counter_code,
        h.hour_utc,
        s.mold_id,
        s.deleted_utc IS NOT NULL AS is_gone,
        max(s.shot_count) AS shots
    FROM raw.statistics s
    JOIN core.statistics_hour h ON h.hour_text = s.hour
    JOIN counter c ON c.ci = s.ci
    WHERE s.shot_count IS NOT NULL
      AND h.hour_utc IS NOT NULL
      AND c.counter_code IS NOT NULL
    GROUP BY ALL
),
counted AS (
    SELECT
        c.counter_code,
        h.hour_utc,
        h.shots
    FROM core.shot_hour h
    JOIN core.shot_context c ON c.context_no = h.context_no
),
-- Put together by their keys, so that a range of hours is looked up on both sides; a
-- join would sum up all hours of one. Rows that are gone from the source count only
-- where none is left for their hour, as they do in the mapping.
hour_count AS (
    SELECT
        b.counter_code,
        b.hour_utc,
        CAST(coalesce(sum(CASE WHEN NOT b.is_gone THEN b.expected END), sum(b.expected)) AS BIGINT) AS expected,
        CAST(coalesce(sum(b.found), 0) AS BIGINT) AS found
    FROM (
        SELECT r.counter_code, r.hour_utc, r.is_gone, r.shots AS expected, CAST(NULL AS BIGINT) AS found FROM reported r
        UNION ALL
        SELECT n.counter_code, n.hour_utc, NULL, NULL, n.shots FROM counted n
    ) AS b
    GROUP BY b.counter_code, b.hour_utc
    HAVING count(b.expected) > 0
),
mirrored (source, table_name, rows) AS (
    SELECT t.source, 'DATA_SHOT', count(*) FROM raw.data_shot t WHERE t.deleted_utc IS NULL GROUP BY t.source
    UNION ALL
    SELECT t.source, 'STATISTICS', count(*) FROM raw.statistics t WHERE t.deleted_utc IS NULL GROUP BY t.source
    UNION ALL
    SELECT t.source, 'MOLD', count(*) FROM raw.mold t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'MOLD_PART', count(*) FROM raw.mold_part t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'PART', count(*) FROM raw.part t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'COMPANY', count(*) FROM raw.company t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'LOCATION', count(*) FROM raw.location t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'WORK_ORDER', count(*) FROM raw.work_order t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'MOLD_LOCATION', count(*) FROM raw.mold_location t GROUP BY t.source
    UNION ALL
    SELECT t.source, 'PRODUCED_PART', count(*) FROM raw.produced_part t GROUP BY t.source
),
-- Small tables are read whole, so their last batch says what the source has;
-- of the large ones each file that is held says it.
batch AS (
    SELECT
        b.source,
        b.table_name,
        arg_max(b.rows_read, b.batch_id) AS last_read,
        arg_max(b.rows_left_out, b.batch_id) AS last_left_out,
        sum(b.rows_left_out) AS all_left_out
    FROM meta.sync_batch b
    WHERE b.error IS NULL
    GROUP BY b.source, b.table_name
),
file AS (
    SELECT
        f.source,
        f.table_name,
        sum(f.rows_read) AS rows_read
    FROM meta.source_file f
    GROUP BY f.source, f.table_name
),
delivered AS (
    SELECT
        b.source,
        b.table_name,
        CAST(CASE WHEN b.table_name IN ('DATA_SHOT', 'STATISTICS') THEN f.rows_read ELSE b.last_read END AS BIGINT) AS expected,
        CAST(CASE WHEN b.table_name IN ('DATA_SHOT', 'STATISTICS') THEN b.all_left_out ELSE b.last_left_out END AS BIGINT) AS left_out
    FROM batch b
    LEFT JOIN file f ON f.source = b.source AND f.table_name = b.table_name
),
tool AS (
    SELECT
        code_key(m.equipment_code) AS equipment_code,
        CAST(sum(m.counter_shot_count) AS BIGINT) AS shots
    FROM raw.mold m
    WHERE m.counter_shot_count IS NOT NULL
      AND code_key(m.equipment_code) IS NOT NULL
    GROUP BY code_key(m.equipment_code)
),
made AS (
    SELECT
        c.equipment_code,
        CAST(sum(h.shots) AS BIGINT) AS shots
    FROM core.shot_hour h
    JOIN core.shot_context c ON c.context_no = h.context_no
    GROUP BY c.equipment_code
)
SELECT
    'hour' AS kind,
    h.counter_code,
    h.hour_utc,
    CAST(NULL AS VARCHAR) AS source,
    CAST(NULL AS VARCHAR) AS table_name,
    CAST(NULL AS VARCHAR) AS equipment_code,
    h.expected,
    h.found,
    CAST(0 AS BIGINT) AS left_out,
    h.found - h.expected AS difference
FROM hour_count h
UNION ALL
SELECT
    'table',
    NULL,
    NULL,
    d.source,
    d.table_name,
    NULL,
    d.expected,
    coalesce(m.rows, 0),
    coalesce(d.left_out, 0),
    coalesce(m.rows, 0) + coalesce(d.left_out, 0) - d.expected
FROM delivered d
LEFT JOIN mirrored m ON m.source = d.source AND m.table_name = d.table_name
WHERE d.expected IS NOT NULL
UNION ALL
SELECT
    'tool',
    NULL,
    NULL,
    NULL,
    NULL,
    t.equipment_code,
    t.shots,
    coalesce(m.shots, 0),
    0,
    coalesce(m.shots, 0) - t.shots
FROM tool t
LEFT JOIN made m ON m.equipment_code = t.equipment_code
