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
    (
        SELECT COALESCE(MAX(w.at_utc) FILTER (WHERE w.at_utc <= m.shot_time_utc), MIN(w.at_utc))
        FROM (
            SELECT p.mold_id, p.part_id, make_timestamp(TRY_CAST(p.switched_time AS BIGINT) // 1000) AS at_utc
            FROM raw.mold_part p
        ) w
        WHERE w.mold_id = m.mold_id AND w.part_id = m.part_id
    ) AS "switched_utc|MOLD_PART row: SWITCHED_TIME (UTC)",
    NULLIF(m.part_count, 1) AS "part_count|parts in force",
    m.cavities AS "cavities",
    m.approved_ct AS "approved_ct|approved cycle time, s"
FROM core.master_shot m
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
