-- model: rate_rule
-- kind:  temp
-- grain: one row per run and block of 4096 places: all that decides about the shots in it
-- key:   run_no, block
-- idle_us       a ct from here on is idle, µs: a limit in ms against a ct rounded half up to ms, without the rounding
-- long_us       from here on it hides a stop
-- slow_us       from here on it is slow
-- fast_us       below it is fast
-- gap_slack_us  clock jitter
-- is_start      a shot's timestamp starts its cycle
SELECT
    b.run_no,
    b.block,
    b.first_rn,
    b.last_rn,
    b.opening_rn,
    f.ref_us,
    b.idle_us,
    f.long_ms * 1000 + 500 AS long_us,
    f.slow_ms * 1000 + 500 AS slow_us,
    f.fast_ms * 1000 - 500 AS fast_us,
    k.gap_slack_us,
    k.is_start
FROM rate_run_block b
JOIN rate_reference f ON f.run_no = b.run_no
JOIN rate_kind k ON k.kind_no = f.kind_no
