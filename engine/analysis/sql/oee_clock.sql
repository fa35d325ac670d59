-- The clocks of idle tools, as the model of time's slots (rate_slot) takes them.
SELECT DISTINCT
    clock_no AS kind_no,
    clock_no,
    time_zone,
    calendar_id AS location_id,
    0 AS run_gap_us
FROM idle
