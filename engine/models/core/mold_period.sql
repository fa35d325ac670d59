-- model: mold_period
-- kind:  temp
-- grain: one row per mold with a counter and span of time in which nothing about it changes; all of time is covered
-- key:   mold_id, from_utc
WITH mold AS (
    SELECT DISTINCT mold_id FROM counter_mapping WHERE mold_id IS NOT NULL
),
version AS (
    SELECT v.*
    FROM mold_version v
    JOIN mold m ON m.mold_id = v.mold_id
),
part_row AS (
    SELECT p.*
    FROM mold_part_version p
    JOIN mold m ON m.mold_id = p.mold_id
),
part_version AS (
    SELECT
        id AS part_id,
        code_key(part_code) AS part_code,
        name AS part_name,
        coalesce(valid_from, first_instant()) AS from_utc,
        coalesce(valid_to, last_instant()) AS to_utc
    FROM raw.part_history
),
move AS (
    SELECT
        l.mold_id,
        l.location_id,
        l.confirmed_at AS confirmed_utc,
        coalesce(l.valid_from, first_instant()) AS from_utc,
        coalesce(l.valid_to, last_instant()) AS to_utc
    FROM raw.mold_location_history l
    JOIN mold m ON m.mold_id = l.mold_id
    WHERE l.confirmed_at IS NOT NULL
      AND l.location_id IS NOT NULL
),
override AS (
    SELECT
        place,
        equipment_code,
        approved_ct,
        coalesce(from_utc, first_instant()) AS from_utc,
        coalesce(to_utc, last_instant()) AS to_utc
    FROM core.setting_override
    WHERE approved_ct IS NOT NULL
),
place AS (
    SELECT mold_id, location_id FROM move
    UNION
    SELECT mold_id, location_id FROM version
),
cut AS (
    SELECT mold_id, first_instant() AS cut_utc FROM mold
    UNION
    SELECT mold_id, unnest([from_utc, to_utc]) AS cut_utc FROM version
    UNION
    SELECT mold_id, unnest([from_utc, to_utc, switched_utc]) AS cut_utc FROM part_row
    UNION
    SELECT r.mold_id, unnest([p.from_utc, p.to_utc]) AS cut_utc
    FROM (SELECT DISTINCT mold_id, part_id FROM part_row) AS r
    JOIN part_version p ON p.part_id = r.part_id
    UNION
    SELECT mold_id, unnest([from_utc, to_utc, confirmed_utc]) AS cut_utc FROM move
    UNION
    SELECT p.mold_id, unnest([l.from_utc, l.to_utc]) AS cut_utc
    FROM place p
    JOIN location_version l ON l.location_id = p.location_id
    UNION
    SELECT p.mold_id, z.from_utc AS cut_utc
    FROM place p
    JOIN location_version l ON l.location_id = p.location_id
    JOIN core.zone_offset z ON z.time_zone = l.time_zone
    UNION
    SELECT v.mold_id, s.from_utc AS cut_utc
    FROM (SELECT DISTINCT mold_id, supplier_company_id FROM version) AS v
    JOIN supplier_period s ON s.supplier_id = v.supplier_company_id
    UNION
    SELECT v.mold_id, s.to_utc AS cut_utc
    FROM (SELECT DISTINCT mold_id, supplier_company_id FROM version) AS v
    JOIN supplier_period s ON s.supplier_id = v.supplier_company_id
    UNION
    SELECT v.mold_id, unnest([o.from_utc, o.to_utc]) AS cut_utc
    FROM version v
    JOIN override o ON o.equipment_code = v.equipment_code
),
span AS (
    SELECT
        mold_id,
        cut_utc AS from_utc,
        coalesce(lead(cut_utc) OVER (PARTITION BY mold_id ORDER BY cut_utc), last_instant()) AS to_utc
    FROM cut
    WHERE cut_utc < last_instant()
),
-- Spans in which the mold does not exist are never asked for.
living AS (
    SELECT
        s.mold_id,
        s.from_utc,
        s.to_utc,
        v.equipment_code,
        v.contracted_cycle_time,
        v.tooling_type,
        v.total_cavities,
        v.supplier_company_id,
        v.location_id
    FROM span s
    JOIN version v ON v.mold_id = s.mold_id AND v.from_utc <= s.from_utc AND s.from_utc < v.to_utc
),
-- The latest switch up to then, else the earliest one later.
switch AS (
    SELECT
        s.mold_id,
        s.from_utc,
        coalesce(max(p.switched_utc) FILTER (p.switched_utc <= s.from_utc), min(p.switched_utc)) AS switched_utc,
        min(p.switched_utc) > s.from_utc AS is_first_known
    FROM living s
    JOIN part_row p ON p.mold_id = s.mold_id AND p.from_utc <= s.from_utc AND s.from_utc < p.to_utc
    GROUP BY s.mold_id, s.from_utc
),
parts AS (
    SELECT
        w.mold_id,
        w.from_utc,
        any_value(w.is_first_known) AS is_first_known,
        count(*) AS part_count,
        sum(p.cavities) AS cavities,
        list({'part_id': p.part_id, 'part_code': v.part_code, 'part_name': v.part_name, 'cavities': p.cavities}
            ORDER BY p.cavities DESC, p.part_id) AS parts
    FROM switch w
    JOIN part_row p
      ON p.mold_id = w.mold_id AND p.switched_utc = w.switched_utc AND p.from_utc <= w.from_utc AND w.from_utc < p.to_utc
    LEFT JOIN part_version v ON v.part_id = p.part_id AND v.from_utc <= w.from_utc AND w.from_utc < v.to_utc
    GROUP BY w.mold_id, w.from_utc
),
-- The last move up to then, else the first one later, else what MOLD says.
moved AS (
    SELECT
        s.mold_id,
        s.from_utc,
        coalesce(
            arg_max(m.location_id, m.confirmed_utc) FILTER (m.confirmed_utc <= s.from_utc),
            arg_min(m.location_id, m.confirmed_utc)) AS location_id
    FROM living s
    JOIN move m ON m.mold_id = s.mold_id AND m.from_utc <= s.from_utc AND s.from_utc < m.to_utc
    GROUP BY s.mold_id, s.from_utc
),
approved AS (
    SELECT
        s.mold_id,
        s.from_utc,
        arg_max(o.approved_ct, o.place) AS approved_ct
    FROM living s
    JOIN override o ON o.equipment_code = s.equipment_code AND o.from_utc <= s.from_utc AND s.from_utc < o.to_utc
    GROUP BY s.mold_id, s.from_utc
),
family AS (
    SELECT
        s.mold_id,
        s.from_utc,
        arg_min(f.tooling_family, f.place) AS tooling_family
    FROM living s
    JOIN core.setting_family f
      ON (f.supplier_id IS NULL OR f.supplier_id = s.supplier_company_id)
     AND (f.tooling_type IS NULL OR f.tooling_type = s.tooling_type)
    GROUP BY s.mold_id, s.from_utc
),
located AS (
    SELECT
        s.mold_id,
        s.from_utc,
        coalesce(m.location_id, s.location_id) AS location_id,
        l.location_name,
        coalesce(l.time_zone, 'UTC') AS time_zone,
        l.location_id IS NULL AS is_missing,
        NOT l.is_known_zone AS is_unknown_zone
    FROM living s
    LEFT JOIN moved m ON m.mold_id = s.mold_id AND m.from_utc = s.from_utc
    LEFT JOIN location_version l
      ON l.location_id = coalesce(m.location_id, s.location_id) AND l.from_utc <= s.from_utc AND s.from_utc < l.to_utc
),
decided AS (
    SELECT
        s.mold_id,
        s.from_utc,
        s.to_utc,
        s.equipment_code,
        s.tooling_type,
        s.supplier_company_id AS supplier_id,
        coalesce(f.tooling_family, 'Unknown') AS tooling_family,
        ct_us(coalesce(a.approved_ct, s.contracted_cycle_time / 10)) AS approved_us,
        p.parts,
        coalesce(p.part_count, 0) AS part_count,
        CASE
            WHEN p.cavities > 0 THEN p.cavities
            WHEN s.total_cavities > 0 THEN s.total_cavities
        END AS cavities,
        p.is_first_known,
        u.supplier_name,
        u.supplier_root,
        u.supplier_path,
        u.supplier_level,
        u.supplier_category,
        u.supplier_id IS NULL AS is_missing_supplier,
        u.is_cycle,
        l.location_id,
        l.location_name,
        l.time_zone,
        l.is_missing,
        l.is_unknown_zone,
        z.offset_us,
        coalesce(k.day_start_us, d.day_start_us) AS day_start_us
    FROM living s
    LEFT JOIN parts p ON p.mold_id = s.mold_id AND p.from_utc = s.from_utc
    LEFT JOIN approved a ON a.mold_id = s.mold_id AND a.from_utc = s.from_utc
    LEFT JOIN family f ON f.mold_id = s.mold_id AND f.from_utc = s.from_utc
    LEFT JOIN supplier_period u
      ON u.supplier_id = s.supplier_company_id AND u.from_utc <= s.from_utc AND s.from_utc < u.to_utc
    JOIN located l ON l.mold_id = s.mold_id AND l.from_utc = s.from_utc
    JOIN core.zone_offset z ON z.time_zone = l.time_zone AND z.from_utc <= s.from_utc AND s.from_utc < z.to_utc
    LEFT JOIN core.setting_calendar k ON k.location_id = l.location_id
    JOIN core.setting_calendar d ON d.location_id IS NULL
)
SELECT
    mold_id,
    from_utc,
    to_utc,
    equipment_code,
    parts[1].part_id AS part_id,
    parts[1].part_code AS part_code,
    parts[1].part_name AS part_name,
    CASE WHEN is_first_known THEN 'first_known' WHEN parts IS NOT NULL THEN 'switched' END AS part_method,
    part_count,
    CASE WHEN part_count > 1 THEN parts END AS family_parts,
    CAST(least(coalesce(cavities, 1), 2147483647) AS INTEGER) AS cavities,
    CASE WHEN approved_us > 0 THEN CAST(approved_us AS DOUBLE) / 1000000 END AS approved_ct,
    tooling_type,
    tooling_family,
    supplier_id,
    supplier_name,
    supplier_root,
    supplier_path,
    supplier_level,
    supplier_category,
    location_id,
    location_name,
    time_zone,
    offset_us,
    day_start_us,
    CASE WHEN parts IS NULL THEN 1024 ELSE 0 END
        + CASE WHEN is_first_known THEN 2048 ELSE 0 END
        + CASE WHEN cavities IS NULL THEN 4096 ELSE 0 END
        + CASE WHEN coalesce(approved_us, 0) <= 0 THEN 8192 ELSE 0 END
        + CASE WHEN is_missing_supplier THEN 16384 ELSE 0 END
        + CASE WHEN is_cycle THEN 32768 ELSE 0 END
        + CASE WHEN is_missing THEN 65536 ELSE 0 END
        + CASE WHEN is_unknown_zone THEN 131072 ELSE 0 END AS flags
FROM decided
