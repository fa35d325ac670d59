-- model:        mart.data_quality
-- kind:         view
-- grain:        one row for all data, and one per source table: how far they can be trusted, as of the last build
-- key:          scope, table_name
-- scope         all, or table
-- table_name    table of the sources; NULL for all
-- items         DATA_SHOT and all: items in packets; other tables: rows
-- validity      share of items or rows that can be read, 0..100
-- uniqueness    share of them that are no copy of another one, 0..100; mirrors hold no row twice, so 100 but for DATA_SHOT
-- completeness  DATA_SHOT: shots there / (there and missing), times the share of values there; others: share of the needed columns that have a value
-- consistency   DATA_SHOT: 100 minus the mean weight of the flags of level 4, an unmapped item losing all; others: share of rows whose references exist
-- timeliness    100 up to the freshness limit of the source, then limit / age; DATA_SHOT: at most the share of shots that arrived within 48 h
-- overall       their mean, weighted 30, 10, 30, 20, 10; what is NULL takes no part
-- status        ok from 95, watch from 80, poor below
WITH day AS (
    SELECT
        CAST(coalesce(sum(d.items), 0) AS BIGINT) AS items,
        CAST(coalesce(sum(d.kept), 0) AS BIGINT) AS shots,
        CAST(coalesce(sum(d.duplicates), 0) AS BIGINT) AS duplicates
    FROM core.counter_day d
),
entry AS (
    SELECT
        count(CASE WHEN q.level <= 2 THEN 1 END) AS bad_items,
        count(CASE WHEN q.level = 3 THEN 1 END) AS conflicts,
        count(CASE WHEN q.level = 4 THEN 1 END) AS unmapped
    FROM core.quarantine q
),
-- By tool and day, as in mart.data_quality_day, so that a tool which never sends
-- a temperature is not held to it.
shot AS (
    SELECT
        CAST(coalesce(sum(q.flawed), 0) AS BIGINT) AS flawed,
        CAST(coalesce(sum(q.missing), 0) AS BIGINT) AS missing,
        CAST(coalesce(sum(q.values_there), 0) AS BIGINT) AS values_there,
        CAST(coalesce(sum(q.values_expected), 0) AS BIGINT) AS values_expected,
        CAST(coalesce(sum(q.lost_points), 0) AS BIGINT) AS lost_points,
        CAST(coalesce(sum(q.late), 0) AS BIGINT) AS late
    FROM mart.data_quality_day q
),
judged (table_name, items, valid, single, there, expected, consistent, referring) AS (
    SELECT
        'STATISTICS',
        CAST(coalesce(sum(h.rows), 0) AS BIGINT),
        CAST(coalesce(sum(CASE WHEN hour_start(h.hour) IS NOT NULL THEN h.readable ELSE 0 END), 0) AS BIGINT),
        CAST(coalesce(sum(h.rows), 0) AS BIGINT),
        CAST(coalesce(sum(h.counters), 0) AS BIGINT),
        CAST(coalesce(sum(h.rows), 0) AS BIGINT),
        CAST(coalesce(sum(h.known), 0) AS BIGINT),
        CAST(coalesce(sum(h.rows), 0) AS BIGINT)
    FROM (
        SELECT
            t.hour,
            count(*) AS rows,
            count(*) - count(t.unreadable) AS readable,
            count(t.ci) AS counters,
            count(m.id) AS known
        FROM raw.statistics t
        LEFT JOIN raw.mold m ON m.id = t.mold_id
        WHERE t.deleted_utc IS NULL
        GROUP BY t.hour
    ) AS h
    UNION ALL
    SELECT
        'MOLD',
        count(*),
        count(*) - count(t.unreadable),
        count(*),
        CAST(coalesce(sum((t.equipment_code IS NOT NULL)::INTEGER + (t.contracted_cycle_time IS NOT NULL)::INTEGER + (t.supplier_company_id IS NOT NULL)::INTEGER + (t.location_id IS NOT NULL)::INTEGER), 0) AS BIGINT),
        4 * count(*),
        count(CASE WHEN (t.supplier_company_id IS NULL OR t.supplier_company_id IN (SELECT c.id FROM raw.company c)) AND (t.location_id IS NULL OR t.location_id IN (SELECT l.id FROM raw.location l)) THEN 1 END),
        count(*)
    FROM raw.mold t
    UNION ALL
    SELECT
        'MOLD_PART',
        count(*),
        count(*) - count(t.unreadable),
        count(*),
        CAST(coalesce(sum((t.part_id IS NOT NULL)::INTEGER + (t.cavity IS NOT NULL)::INTEGER + (t.switched_time IS NOT NULL)::INTEGER), 0) AS BIGINT),
        3 * count(*),
        count(CASE WHEN t.mold_id IN (SELECT m.id FROM raw.mold m) THEN 1 END),
        count(*)
    FROM raw.mold_part t
    UNION ALL
    SELECT
        'PART',
        count(*),
        count(*) - count(t.unreadable),
        count(*),
        CAST(coalesce(sum((t.part_code IS NOT NULL)::INTEGER), 0) AS BIGINT),
        1 * count(*),
        count(CASE WHEN TRUE THEN 1 END),
        count(*)
    FROM raw.part t
    UNION ALL
    SELECT
        'COMPANY',
        count(*),
        count(*) - count(t.unreadable),
        count(*),
        CAST(coalesce(sum((t.name IS NOT NULL)::INTEGER), 0) AS BIGINT),
        1 * count(*),
        count(CASE WHEN t.parent_id IS NULL OR t.parent_id IN (SELECT c.id FROM raw.company c) THEN 1 END),
        count(*)
    FROM raw.company t
    UNION ALL
    SELECT
        'LOCATION',
        count(*),
        count(*) - count(t.unreadable),
        count(*),
        CAST(coalesce(sum((t.name IS NOT NULL)::INTEGER + (t.time_zone_id IS NOT NULL)::INTEGER), 0) AS BIGINT),
        2 * count(*),
        count(CASE WHEN t.time_zone_id IS NULL OR lower(trim(t.time_zone_id, blanks())) IN (SELECT lower(z.name) FROM pg_timezone_names() z) THEN 1 END),
        count(*)
    FROM raw.location t
),
-- Of a table with several sources the oldest counts.
age AS (
    SELECT
        b.table_name,
        CAST(max(epoch_us(k.as_of_utc) - epoch_us(s.synced_utc)) AS DOUBLE) AS age_us
    FROM (SELECT DISTINCT y.table_name, y.source FROM meta.sync_batch y WHERE y.error IS NULL) AS b
    JOIN meta.source s ON s.source = b.source
    CROSS JOIN (
        SELECT greatest((SELECT max(m.started_utc) FROM meta.build m), (SELECT max(o.synced_utc) FROM meta.source o)) AS as_of_utc
    ) AS k
    GROUP BY b.table_name
),
fresh AS (
    SELECT
        a.table_name,
        CASE WHEN a.age_us <= l.freshness_us THEN CAST(100 AS DOUBLE) ELSE 100 * l.freshness_us / a.age_us END AS timeliness
    FROM age a
    CROSS JOIN core.setting_quality l
),
table_score AS (
    SELECT
        'DATA_SHOT' AS table_name,
        d.items,
        share_score(d.items - e.bad_items - s.flawed, d.items) AS validity,
        share_score(d.items - e.conflicts - d.duplicates, d.items) AS uniqueness,
        completeness_score(d.shots, s.missing, s.values_there, s.values_expected) AS completeness,
        share_score(100 * d.shots - s.lost_points, 100 * (d.shots + e.unmapped)) AS consistency,
        least(share_score(d.shots - s.late, d.shots), f.timeliness) AS timeliness
    FROM day d
    CROSS JOIN entry e
    CROSS JOIN shot s
    LEFT JOIN fresh f ON f.table_name = 'DATA_SHOT'
    UNION ALL
    SELECT
        j.table_name,
        j.items,
        share_score(j.valid, j.items) AS validity,
        share_score(j.single, j.items) AS uniqueness,
        share_score(j.there, j.expected) AS completeness,
        share_score(j.consistent, j.referring) AS consistency,
        f.timeliness
    FROM judged j
    LEFT JOIN fresh f ON f.table_name = j.table_name
    WHERE j.items > 0
),
-- What is wrong in the other tables shows in the flags of the shots; only that
-- they are old does not.
scored AS (
    SELECT 'table' AS scope, t.* FROM table_score t
    UNION ALL
    SELECT
        'all' AS scope,
        CAST(NULL AS VARCHAR) AS table_name,
        t.items,
        t.validity,
        t.uniqueness,
        t.completeness,
        t.consistency,
        (SELECT min(o.timeliness) FROM table_score o) AS timeliness
    FROM table_score t
    WHERE t.table_name = 'DATA_SHOT'
)
SELECT
    scope,
    table_name,
    items,
    validity,
    uniqueness,
    completeness,
    consistency,
    timeliness,
    overall_score(validity, uniqueness, completeness, consistency, timeliness) AS overall,
    score_status(overall_score(validity, uniqueness, completeness, consistency, timeliness)) AS status
FROM scored
