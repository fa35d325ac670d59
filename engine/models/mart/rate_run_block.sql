-- model: rate_run_block
-- kind:  temp
-- grain: one row per run and block of 4096 places that it touches
-- key:   run_no, block
-- A shot finds its run by an equi-join on the block and a range: a second
-- window over all shots, for a running number, costs as much as the first one.
SELECT
    r.run_no,
    b.block,
    r.first_rn,
    r.last_rn,
    r.opening_rn,
    k.idle_ms * 1000 - 500 AS idle_us
FROM rate_run r
JOIN rate_kind k ON k.kind_no = r.first_kind_no
JOIN (SELECT DISTINCT tool_no, rn // 4096 AS block FROM rate_shot) b
  ON b.tool_no = r.tool_no
 AND b.block BETWEEN r.first_rn // 4096 AND r.last_rn // 4096
