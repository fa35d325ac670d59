-- 5: whose tool it is, where it stands and what its clock shows.
SELECT
    strftime(m.shot_time_local, '%Y-%m-%d %H:%M:%S') || ' in ' || COALESCE(m.location_name, 'a plant that is not known')
        || ' (' || m.time_zone || '), production day ' || m.local_date || '.' AS text,
    m.location_id AS "location_id|LOCATION.ID",
    CASE WHEN l.confirmed_at IS NULL THEN 'MOLD.LOCATION_ID' ELSE 'MOLD_LOCATION' END AS "location_from|as says",
    l.confirmed_at AS "location_confirmed_utc|MOLD_LOCATION row: CONFIRMED_AT (UTC)",
    m.supplier_id AS "supplier_id|COMPANY.ID",
    m.supplier_name AS "supplier_name|supplier",
    m.supplier_path AS "supplier_path|supplier's place",
    m.supplier_category AS "supplier_category|supplier's category",
    (
        SELECT MIN(r.place)
        FROM core.setting_category r
        JOIN raw.company_history c
            ON (r.company_type IS NULL OR r.company_type = c.company_type)
            AND (r.tier IS NULL OR r.tier = c.tier)
            AND (r.name_glob IS NULL OR c.name GLOB r.name_glob)
        WHERE c.id = m.supplier_id
            AND (c.valid_from IS NULL OR c.valid_from <= m.shot_time_utc) AND (c.valid_to IS NULL OR m.shot_time_utc < c.valid_to)
    ) AS "category_rule|entry of suppliers.categories",
    m.tooling_type AS "tooling_type|TOOLING_TYPE",
    m.tooling_family AS "tooling_family|tooling family",
    (
        SELECT MIN(f.place)
        FROM core.setting_family f
        WHERE (f.supplier_id IS NULL OR f.supplier_id = m.supplier_id)
            AND (f.tooling_type IS NULL OR f.tooling_type = m.tooling_type)
    ) AS "family_rule|entry of families"
FROM core.master_shot m
LEFT JOIN (
    -- The last move up to then, else the first one later.
    SELECT
        x.mold_id,
        COALESCE(MAX(x.confirmed_at) FILTER (x.confirmed_at <= $time::TIMESTAMP), MIN(x.confirmed_at)) AS confirmed_at
    FROM raw.mold_location_history x
    WHERE x.location_id IS NOT NULL
        AND (x.valid_from IS NULL OR x.valid_from <= $time::TIMESTAMP) AND (x.valid_to IS NULL OR $time::TIMESTAMP < x.valid_to)
    GROUP BY x.mold_id
) l ON l.mold_id = m.mold_id
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
