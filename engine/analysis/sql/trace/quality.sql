-- 6: what is doubtful about it.
SELECT
    CASE WHEN COUNT(f.flag) = 0 THEN 'No flags.' ELSE 'Flagged: ' || string_agg(f.flag || ' (−' || f.weight || ')', ', ' ORDER BY f.flag) || '.' END AS text,
    m.quality_score AS "quality_score|quality score",
    m.ct AS "ct|cycle time, s",
    m.temperature AS "temperature|temperature, °C",
    m.temperature_imputed AS "temperature_imputed|estimated temperature, °C",
    m.extra::VARCHAR AS "extra|unknown keys"
FROM core.master_shot m
LEFT JOIN core.master_shot_flags f
    ON f.counter_code = m.counter_code AND f.shot_time_utc = m.shot_time_utc AND f.seq IS NOT DISTINCT FROM m.seq
WHERE m.counter_code = $counter AND m.shot_time_utc = $time::TIMESTAMP AND m.seq IS NOT DISTINCT FROM $seq::BIGINT
    AND m.utc_day = CAST($time::TIMESTAMP AS DATE)
GROUP BY m.quality_score, m.ct, m.temperature, m.temperature_imputed, m.extra
