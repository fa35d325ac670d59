-- The same of measured temperatures, in whole µ°C under the names of cycle times: of
-- shots of any class, as the daily medians.
SELECT
    0 AS stretch_no,
    i.run_id,
    i.shot_time_utc,
    CAST(round(t.temperature * 1000000) AS BIGINT) AS ct_us,
    LAG(CAST(round(t.temperature * 1000000) AS BIGINT)) OVER along AS before_us,
    (ROW_NUMBER() OVER along - 1) // $subgroup::BIGINT AS group_no
FROM shots i
JOIN (
    SELECT context_no, shot_time_utc, seq, temperature
    FROM core.shot
    WHERE context_no IN (SELECT context_no FROM core.shot_context WHERE equipment_code = $tool::VARCHAR)
        AND temperature IS NOT NULL
        AND ($shot_from::TIMESTAMP IS NULL OR utc_day >= $shot_from::TIMESTAMP::DATE)
        AND ($shot_to::TIMESTAMP IS NULL OR utc_day <= $shot_to::TIMESTAMP::DATE)
) t ON t.context_no = i.context_no AND t.shot_time_utc = i.shot_time_utc AND t.seq IS NOT DISTINCT FROM i.seq
WINDOW along AS (PARTITION BY i.run_id ORDER BY i.shot_time_utc, i.seq NULLS FIRST, i.counter_code)
