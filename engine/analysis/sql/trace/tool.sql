-- 3: how the counter was mapped to the tool, and the row that decided.
SELECT
    CASE m.mapping_method::VARCHAR
        WHEN 'override' THEN 'Tool ' || m.equipment_code || ', as an override in the configuration says.'
        WHEN 'statistics' THEN 'Tool ' || m.equipment_code || ': STATISTICS put the counter on it'
            || COALESCE(', in an hour that names ' || f.molds || ' tools: the one with more shots counts, then the one before', '') || '.'
        WHEN 'statistics_stale' THEN 'Tool ' || m.equipment_code || ': STATISTICS put the counter on it, but last said so long before.'
        WHEN 'backfill' THEN 'Tool ' || m.equipment_code || ': the shot is up to 24 h before STATISTICS first name the counter.'
        WHEN 'counter' THEN 'Tool ' || m.equipment_code || ': the only one whose COUNTER_CODE is this counter; STATISTICS say nothing.'
        ELSE 'Tool ' || m.equipment_code || '.'
    END AS text,
    m.mapping_method::VARCHAR AS "mapping_method|method",
    m.equipment_code AS "equipment_code|tool",
    m.mold_id AS "mold_id|MOLD.ID",
    v.valid_from AS "mold_from_utc|MOLD row: this version from (UTC)",
    v.valid_to AS "mold_to_utc|MOLD row: this version until (UTC)",
    CASE WHEN m.mapping_method::VARCHAR = 'override' THEN o.place END AS "override_place|entry of overrides",
    CASE WHEN m.mapping_method::VARCHAR = 'override' THEN o.from_utc END AS "override_from_utc|override from (UTC)",
    CASE WHEN m.mapping_method::VARCHAR = 'override' THEN o.to_utc END AS "override_to_utc|override to (UTC)",
    CASE WHEN m.mapping_method::VARCHAR IN ('statistics', 'statistics_stale', 'backfill') THEN a.from_utc END AS "statistics_hour_utc|STATISTICS row: HOUR (UTC)",
    CASE WHEN m.mapping_method::VARCHAR IN ('statistics', 'statistics_stale', 'backfill') THEN a.mold_id END AS "statistics_mold_id|STATISTICS row: MOLD_ID",
    CASE WHEN m.mapping_method::VARCHAR IN ('statistics', 'statistics_stale', 'backfill') THEN a.last_hour_utc END AS "last_named_utc|last named in (UTC)",
    CASE WHEN m.mapping_method::VARCHAR IN ('statistics', 'statistics_stale') AND isfinite(a.to_utc) THEN a.to_utc END AS "holds_until_utc|holds until (UTC)",
    CASE WHEN m.mapping_method::VARCHAR IN ('statistics', 'statistics_stale') THEN f.molds END AS "statistics_molds|tools that STATISTICS name in that hour",
    CASE WHEN m.mapping_method::VARCHAR = 'counter' THEN m.counter_code END AS "mold_counter_code|MOLD row: COUNTER_CODE"
FROM core.master_shot m
LEFT JOIN LATERAL (
    SELECT *
    FROM core.setting_override x
    WHERE x.counter_code = m.counter_code
        AND (x.from_utc IS NULL OR x.from_utc <= m.shot_time_utc)
        AND (x.to_utc IS NULL OR m.shot_time_utc < x.to_utc)
    ORDER BY x.place DESC
    LIMIT 1
) o ON TRUE
LEFT JOIN LATERAL (
    SELECT *
    FROM core.assignment x
    WHERE x.counter_code = m.counter_code
        AND (x.from_utc <= m.shot_time_utc OR m.mapping_method::VARCHAR = 'backfill')
        AND m.shot_time_utc < x.to_utc
    ORDER BY x.from_utc
    LIMIT 1
) a ON TRUE
LEFT JOIN core.assignment_conflict f
    ON f.counter_code = m.counter_code AND f.from_utc <= m.shot_time_utc AND m.shot_time_utc < f.to_utc
LEFT JOIN raw.mold_history v
    ON v.id = m.mold_id
    AND (v.valid_from IS NULL OR v.valid_from <= m.shot_time_utc) AND (v.valid_to IS NULL OR m.shot_time_utc < v.valid_to)
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
