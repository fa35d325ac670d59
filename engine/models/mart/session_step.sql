-- model: session_step
-- kind:  temp
-- grain: one row per shot that begins a session, or is of another kind than the tool's shot before it
-- key:   rn
-- session_id  of a session that is carried on, at its first shot from the cut on; else NULL
-- is_first    it begins a session, or carries one on
-- Nearly all shots follow one of their own kind, with its part and its clock:
-- those of others are looked up for the few that are left. Weeks are counted from
-- the Monday three days before 1970.
WITH clock AS (
    SELECT k.kind_no, k.equipment_code, k.tool_no, k.part_id, c.offset_us
    FROM rate_kind k
    JOIN core.shot_context c ON c.context_no = k.context_no
),
carried AS (
    SELECT c.session_id, min(s.rn) AS rn
    FROM scope_session c
    JOIN (SELECT DISTINCT equipment_code, tool_no FROM clock) t ON t.equipment_code = c.equipment_code
    JOIN rate_shot s ON s.tool_no = t.tool_no AND s.t_us >= epoch_us(c.cut_utc)
    GROUP BY c.session_id
),
step AS (
    SELECT
        s.tool_no,
        s.rn,
        s.kind_no,
        s.prev_kind_no,
        s.t_us,
        s.prev_t_us,
        s.seq,
        k.part_id,
        k.offset_us,
        c.session_id
    FROM rate_shot s
    JOIN clock k ON k.kind_no = s.kind_no
    LEFT JOIN carried c ON c.rn = s.rn
    WHERE c.rn IS NOT NULL
       OR s.prev_kind_no IS DISTINCT FROM s.kind_no
       OR s.t_us - s.prev_t_us > 28800000000
       OR (s.t_us + k.offset_us + 259200000000) // 604800000000 <> (s.prev_t_us + k.offset_us + 259200000000) // 604800000000
)
SELECT
    s.tool_no,
    s.rn,
    s.kind_no,
    s.t_us,
    s.prev_t_us,
    s.seq,
    s.session_id,
    s.session_id IS NOT NULL
        OR s.prev_t_us IS NULL
        OR s.t_us - s.prev_t_us > 28800000000
        OR s.part_id IS DISTINCT FROM p.part_id
        OR (s.t_us + s.offset_us + 259200000000) // 604800000000 <> (s.prev_t_us + p.offset_us + 259200000000) // 604800000000 AS is_first
FROM step s
LEFT JOIN clock p ON p.kind_no = s.prev_kind_no
