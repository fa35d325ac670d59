-- model: rate_run
-- kind:  temp
-- grain: one row per run in scope
-- key:   run_no
-- first_rn        place of its first shot in scope
-- last_rn         place of its last shot
-- opening_rn      place of its very first shot; NULL if that lies before the scope
-- carried_cut_us  a run that is carried on: its time from here on is summed anew
WITH carried AS (
    SELECT
        k.tool_no,
        k.kind_no,
        c.run_id,
        epoch_us(c.first_shot_utc) AS first_t_us,
        epoch_us(c.cut_utc) AS cut_us
    FROM scope_run c
    JOIN rate_kind k ON k.equipment_code = c.equipment_code AND k.counter_code IS NULL
),
tool_span AS (
    SELECT tool_no, min(rn) FILTER (WHERE in_scope) AS first_rn, max(rn) AS last_rn
    FROM rate_shot
    GROUP BY tool_no
),
starting AS (
    SELECT
        s.tool_no,
        s.rn,
        s.kind_no,
        s.t_us,
        s.seq,
        s.in_scope,
        CAST(NULL AS UBIGINT) AS run_id,
        CAST(NULL AS BIGINT) AS cut_us
    FROM rate_shot s
    JOIN rate_kind k ON k.kind_no = s.kind_no
    LEFT JOIN rate_kind p ON p.kind_no = s.prev_kind_no
    WHERE s.prev_t_us IS NULL
       OR s.t_us - s.prev_t_us > k.run_gap_us
       OR (k.break_on_part_change AND k.part_id IS DISTINCT FROM p.part_id)
    UNION ALL
    SELECT c.tool_no, t.first_rn, c.kind_no, c.first_t_us, NULL, TRUE, c.run_id, c.cut_us
    FROM carried c
    JOIN tool_span t ON t.tool_no = c.tool_no
),
bounded AS (
    SELECT
        s.*,
        coalesce(lead(s.rn) OVER (PARTITION BY s.tool_no ORDER BY s.rn) - 1, t.last_rn) AS last_rn
    FROM starting s
    JOIN tool_span t ON t.tool_no = s.tool_no
)
SELECT
    CAST(row_number() OVER (ORDER BY b.rn) AS INTEGER) AS run_no,
    coalesce(
        b.run_id,
        stable_id('run' || chr(31) || k.equipment_code || chr(31) || b.t_us || chr(31) || coalesce(CAST(b.seq AS VARCHAR), '') || chr(31) || k.counter_code)
    ) AS run_id,
    b.tool_no,
    b.rn AS first_rn,
    b.last_rn,
    CASE WHEN b.run_id IS NULL THEN b.rn END AS opening_rn,
    b.kind_no AS first_kind_no,
    b.t_us AS first_t_us,
    b.cut_us AS carried_cut_us
FROM bounded b
JOIN rate_kind k ON k.kind_no = b.kind_no
WHERE b.in_scope
