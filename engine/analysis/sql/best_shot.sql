-- The shots of the tools in order, with the production time of their part up to them;
-- and whether they are in the window.
SELECT
    s.equipment_code,
    c.part_id,
    s.shot_time_utc,
    s.class,
    ct_us(s.ct) AS ct_us,
    SUM(s.c_us) OVER (
        PARTITION BY s.equipment_code, c.part_id ORDER BY s.shot_time_utc, s.seq NULLS FIRST, s.counter_code ROWS UNBOUNDED PRECEDING
    )::BIGINT AS made_us,
    COALESCE(local_day(s.shot_time_utc, c.offset_us, c.day_start_us) >= $from_date::DATE, s.shot_time_utc >= $from_utc::TIMESTAMP, TRUE)
        AND COALESCE(local_day(s.shot_time_utc, c.offset_us, c.day_start_us) < $to_date::DATE, s.shot_time_utc < $to_utc::TIMESTAMP, TRUE) AS is_asked
FROM mart.shot_interval s
JOIN core.shot_context c ON c.equipment_code = s.equipment_code AND c.context_no = s.context_no
WHERE s.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], c.part_id))
