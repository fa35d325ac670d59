-- 4: which part the tool was making.
SELECT
    CASE m.part_method::VARCHAR
        WHEN 'switched' THEN 'Part ' || COALESCE(m.part_code, m.part_id::VARCHAR) || ': the latest switch of the tool before the shot.'
        WHEN 'first_known' THEN 'Part ' || COALESCE(m.part_code, m.part_id::VARCHAR) || ': every switch of the tool is later, so the first one is taken.'
        ELSE 'No part is known for the tool at that time.'
    END AS text,
    m.part_id AS "part_id|PART.ID",
    m.part_name AS "part_name|name",
    m.part_method::VARCHAR AS "part_method|method",
    w.switched_utc AS "switched_utc|MOLD_PART row: SWITCHED_TIME (UTC)",
    NULLIF(m.part_count, 1) AS "part_count|parts in force",
    (
        SELECT string_agg(COALESCE(p.part_code, p.part_id::VARCHAR) || ' × ' || p.cavities, ', ' ORDER BY p.cavities DESC, p.part_id)
        FROM core.master_shot_part p
        WHERE p.counter_code = $counter AND p.shot_time_utc = $time::TIMESTAMP AND p.seq IS NOT DISTINCT FROM $seq::BIGINT
    ) AS "family_parts|each with its cavities",
    m.cavities AS "cavities",
    m.approved_ct AS "approved_ct|approved cycle time, s",
    CASE
        WHEN o.place IS NOT NULL THEN 'entry ' || o.place || ' of overrides'
        ELSE 'MOLD.CONTRACTED_CYCLE_TIME, ' || v.contracted_cycle_time || ' tenths of a second'
    END AS "approved_from|as says"
FROM core.master_shot m
LEFT JOIN raw.mold_history v
    ON v.id = m.mold_id
    AND (v.valid_from IS NULL OR v.valid_from <= m.shot_time_utc) AND (v.valid_to IS NULL OR m.shot_time_utc < v.valid_to)
LEFT JOIN LATERAL (
    SELECT x.place
    FROM core.setting_override x
    WHERE x.approved_ct IS NOT NULL
        AND x.equipment_code = m.equipment_code
        AND (x.from_utc IS NULL OR x.from_utc <= m.shot_time_utc)
        AND (x.to_utc IS NULL OR m.shot_time_utc < x.to_utc)
    ORDER BY x.place DESC
    LIMIT 1
) o ON TRUE
LEFT JOIN (
    -- The latest switch up to then, else the first one later, as core.counter_period takes it.
    SELECT
        r.mold_id,
        COALESCE(MAX(r.switched_utc) FILTER (r.switched_utc <= $time::TIMESTAMP), MIN(r.switched_utc)) AS switched_utc
    FROM (
        SELECT h.mold_id, from_epoch_us(floor_div(integral_number(h.parts, parts_digits(h.parts), parts_exponent(h.parts)), 1000)) AS switched_utc
        FROM (
            SELECT p.mold_id, number_parts(number_text(p.switched_time)) AS parts
            FROM raw.mold_part_history p
            WHERE p.part_id IS NOT NULL
                AND NOT regexp_matches(p.switched_time, '[.eE]')
                AND number_text(p.switched_time) IS NOT NULL
                AND (p.valid_from IS NULL OR p.valid_from <= $time::TIMESTAMP) AND (p.valid_to IS NULL OR $time::TIMESTAMP < p.valid_to)
        ) h
    ) r
    GROUP BY r.mold_id
) w ON w.mold_id = m.mold_id
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
