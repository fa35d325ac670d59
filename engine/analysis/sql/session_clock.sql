-- The clocks of the shots' places, as the model of time's slots (rate_slot) takes them.
SELECT
    row_number() OVER (ORDER BY location_id NULLS FIRST, time_zone) AS kind_no,
    row_number() OVER (ORDER BY location_id NULLS FIRST, time_zone) AS clock_no,
    time_zone,
    location_id,
    0 AS run_gap_us
FROM (SELECT DISTINCT location_id, time_zone FROM session_shot)
