-- 5: whose tool it is, where it stands and what its clock shows.
SELECT
    strftime(m.shot_time_local, '%Y-%m-%d %H:%M:%S') || ' in ' || COALESCE(m.location_name, 'a plant that is not known')
        || ' (' || m.time_zone || '), production day ' || m.local_date || '.' AS text,
    m.location_id AS "location_id|LOCATION.ID",
    m.supplier_name AS "supplier_name|supplier",
    m.supplier_path AS "supplier_path|supplier's place",
    m.supplier_category AS "supplier_category|supplier's category",
    m.tooling_family AS "tooling_family|tooling family"
FROM core.master_shot m
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
