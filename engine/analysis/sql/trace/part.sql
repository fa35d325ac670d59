-- 4: which part the tool was making.
SELECT
    CASE m.part_method::VARCHAR
        WHEN 'switched' THEN 'Part ' || COALESCE(m.part_code, m.part_id::VARCHAR) || ': the latest switch of the tool before the shot.'
        WHEN 'first_known' THEN 'Part ' || COALESCE(m.part_code, m.part_id::VARCHAR) || ': every switch of the tool is later, so the first one is taken.'
        ELSE 'No part is known for the tool at that time.'
    END AS text,
    m.part_id AS "PART.ID",
    m.part_name AS "name",
    m.part_method::VARCHAR AS "method",
    NULLIF(m.part_count, 1) AS "parts in force",
    m.cavities AS "cavities",
    m.approved_ct AS "approved cycle time, s"
FROM core.master_shot m
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
