-- model: supplier_period
-- kind:  temp
-- grain: one row per company that supplies a mold and span of time between two changes of any company
-- key:   supplier_id, from_utc
WITH RECURSIVE company AS (
    SELECT
        id,
        name,
        parent_id,
        company_type,
        tier,
        coalesce(valid_from, first_instant()) AS from_utc,
        coalesce(valid_to, last_instant()) AS to_utc
    FROM raw.company_history
),
cut AS (
    SELECT first_instant() AS cut_utc
    UNION
    SELECT unnest([from_utc, to_utc]) AS cut_utc FROM company
),
span AS (
    SELECT
        cut_utc AS from_utc,
        coalesce(lead(cut_utc) OVER (ORDER BY cut_utc), last_instant()) AS to_utc
    FROM cut
    WHERE cut_utc < last_instant()
),
supplier AS (
    SELECT DISTINCT supplier_company_id AS id FROM mold_version
),
-- From a supplier up to its root; a company that comes again closes a cycle.
chain AS (
    SELECT
        c.id AS supplier_id,
        s.from_utc,
        s.to_utc,
        c.parent_id,
        [c.id] AS ids,
        [coalesce(c.name, CAST(c.id AS VARCHAR))] AS names
    FROM supplier p
    CROSS JOIN span s
    JOIN company c ON c.id = p.id AND c.from_utc <= s.from_utc AND s.from_utc < c.to_utc
    UNION ALL
    SELECT
        h.supplier_id,
        h.from_utc,
        h.to_utc,
        c.parent_id,
        list_append(h.ids, c.id) AS ids,
        list_append(h.names, coalesce(c.name, CAST(c.id AS VARCHAR))) AS names
    FROM chain h
    JOIN company c ON c.id = h.parent_id AND c.from_utc <= h.from_utc AND h.from_utc < c.to_utc
    WHERE NOT list_contains(h.ids, c.id)
),
longest AS (
    SELECT
        h.supplier_id,
        h.from_utc,
        h.to_utc,
        h.ids,
        h.names,
        nullif(list_position(h.ids, h.parent_id), 0) AS cycle_start
    FROM chain h
    QUALIFY row_number() OVER (PARTITION BY h.supplier_id, h.from_utc ORDER BY len(h.ids) DESC) = 1
),
-- In a cycle the company with the lowest id is the root.
rooted AS (
    SELECT
        supplier_id,
        from_utc,
        to_utc,
        names,
        cycle_start IS NOT NULL AS is_cycle,
        CASE
            WHEN cycle_start IS NULL THEN len(ids)
            ELSE list_position(ids, list_min(ids[cycle_start:]))
        END AS depth
    FROM longest
),
category AS (
    SELECT
        c.id,
        c.from_utc,
        arg_min(r.supplier_category, r.place) AS supplier_category
    FROM company c
    JOIN core.setting_category r
      ON (r.company_type IS NULL OR r.company_type = c.company_type)
     AND (r.tier IS NULL OR r.tier = c.tier)
     AND (r.name_glob IS NULL OR c.name GLOB r.name_glob)
    GROUP BY c.id, c.from_utc
)
SELECT
    r.supplier_id,
    r.from_utc,
    r.to_utc,
    c.name AS supplier_name,
    r.names[r.depth] AS supplier_root,
    array_to_string(list_reverse(r.names[1:r.depth]), ' / ') AS supplier_path,
    r.depth - 1 AS supplier_level,
    coalesce(g.supplier_category, c.tier, c.company_type, 'Unclassified') AS supplier_category,
    r.is_cycle
FROM rooted r
JOIN company c ON c.id = r.supplier_id AND c.from_utc <= r.from_utc AND r.from_utc < c.to_utc
LEFT JOIN category g ON g.id = c.id AND g.from_utc = c.from_utc
