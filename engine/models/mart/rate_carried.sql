-- model: rate_carried
-- kind:  temp
-- grain: one row per run that is carried on and context of its tool's shots
-- key:   run_no, context_no
-- A step of its own, so that the planner sees how few these are: joined in
-- place, it once took minutes for what takes half a second.
SELECT
    r.run_no,
    t.context_no,
    c.first_shot_utc,
    c.from_utc,
    k.idle_ms * 1000 - 500 AS idle_us
FROM scope_run c
JOIN rate_run r ON r.run_id = c.run_id
JOIN rate_kind k ON k.kind_no = r.first_kind_no
JOIN rate_kind t ON t.tool_no = k.tool_no AND t.context_no IS NOT NULL
