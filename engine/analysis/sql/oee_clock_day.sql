-- A mark on each UTC day on which a tool of the clock was idle, in place of its
-- shots.
SELECT DISTINCT
    clock_no AS kind_no,
    epoch_us(unnest(range(date_trunc('day', from_utc), to_utc, INTERVAL 1 DAY))) AS t_us,
    NULL::BIGINT AS prev_t_us
FROM idle
