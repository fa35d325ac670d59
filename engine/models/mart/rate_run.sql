-- model: rate_run
-- kind:  temp
-- grain: one row per run in scope
-- key:   run_no
-- first_rn  place of its first shot
-- last_rn   place of its last shot
WITH starting AS (
    SELECT
        s.tool_no,
        s.rn,
        s.kind_no,
        s.t_us,
        s.seq,
        s.in_scope
    FROM rate_shot s
    JOIN rate_kind k ON k.kind_no = s.kind_no
    LEFT JOIN rate_kind p ON p.kind_no = s.prev_kind_no
    WHERE s.prev_t_us IS NULL
       OR s.t_us - s.prev_t_us > k.run_gap_us
       OR (k.break_on_part_change AND k.part_id IS DISTINCT FROM p.part_id)
),
tool_end AS (
    SELECT tool_no, max(rn) AS last_rn
    FROM rate_shot
    GROUP BY tool_no
),
bounded AS (
    SELECT
        s.*,
        coalesce(lead(s.rn) OVER (PARTITION BY s.tool_no ORDER BY s.rn) - 1, e.last_rn) AS last_rn
    FROM starting s
    JOIN tool_end e ON e.tool_no = s.tool_no
)
SELECT
    CAST(row_number() OVER (ORDER BY b.tool_no, b.rn) AS INTEGER) AS run_no,
    stable_id('run' || chr(31) || k.equipment_code || chr(31) || b.t_us || chr(31) || coalesce(CAST(b.seq AS VARCHAR), '') || chr(31) || k.counter_code) AS run_id,
    b.tool_no,
    b.rn AS first_rn,
    b.last_rn,
    b.kind_no AS first_kind_no,
    b.t_us AS first_t_us
FROM bounded b
JOIN rate_kind k ON k.kind_no = b.kind_no
WHERE b.in_scope
