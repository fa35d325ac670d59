-- model: session_bound
-- kind:  temp
-- grain: one row per session in scope: a silence of more than 8 h, another local ISO week or another part begins the next one
-- key:   session_no
-- first_rn      place of its first shot in scope
-- last_rn       place of its last shot
-- opening_rn    place of its very first shot; NULL if that lies before the scope: the session is carried on
-- last_kind_no  of its last shot
-- approved_us   its latest approved cycle time, of the shots in scope, µs
-- is_start      its timestamps start cycles, by the parameters of its first shot
-- stop_factor   by the same: a cycle longer than this multiple of the reference hides a stop
WITH placed AS (
    SELECT
        s.tool_no,
        s.rn,
        s.kind_no,
        s.t_us,
        s.prev_t_us,
        s.seq,
        s.session_id,
        s.is_first,
        k.approved_us,
        sum(CASE WHEN s.is_first THEN 1 ELSE 0 END) OVER (PARTITION BY s.tool_no ORDER BY s.rn ROWS UNBOUNDED PRECEDING) AS place
    FROM session_step s
    JOIN rate_kind k ON k.kind_no = s.kind_no
),
begun AS (
    SELECT
        tool_no,
        place,
        min(rn) AS first_rn,
        max(kind_no) FILTER (WHERE is_first) AS first_kind_no,
        max(t_us) FILTER (WHERE is_first) AS first_t_us,
        max(seq) FILTER (WHERE is_first) AS first_seq,
        max(prev_t_us) FILTER (WHERE is_first) AS before_t_us,
        max(session_id) AS carried_id,
        arg_max(kind_no, rn) AS last_kind_no,
        arg_max(approved_us, rn) FILTER (WHERE approved_us IS NOT NULL) AS approved_us
    FROM placed
    GROUP BY tool_no, place
),
tool_span AS (
    SELECT tool_no, max(rn) AS last_rn, max(t_us) AS last_t_us
    FROM rate_shot
    GROUP BY tool_no
),
bounded AS (
    SELECT
        b.*,
        coalesce(lead(b.first_rn) OVER along - 1, t.last_rn) AS last_rn,
        coalesce(lead(b.before_t_us) OVER along, t.last_t_us) AS last_t_us
    FROM begun b
    JOIN tool_span t ON t.tool_no = b.tool_no
    WINDOW along AS (PARTITION BY b.tool_no ORDER BY b.first_rn)
)
SELECT
    CAST(row_number() OVER (ORDER BY b.first_rn) AS INTEGER) AS session_no,
    coalesce(
        b.carried_id,
        stable_id('session' || chr(31) || k.equipment_code || chr(31) || b.first_t_us || chr(31) || coalesce(CAST(b.first_seq AS VARCHAR), '') || chr(31) || k.counter_code)
    ) AS session_id,
    k.equipment_code,
    b.first_rn,
    b.last_rn,
    CASE WHEN b.carried_id IS NULL THEN b.first_rn END AS opening_rn,
    b.first_kind_no,
    b.last_kind_no,
    b.first_t_us,
    b.first_seq,
    b.last_t_us,
    l.mold_id AS last_mold_id,
    b.approved_us,
    coalesce(c.is_start, k.is_start) AS is_start,
    coalesce(c.stop_factor, CAST(k.stop_factor_ppm / 1000000 AS DOUBLE)) AS stop_factor
FROM bounded b
JOIN rate_kind k ON k.kind_no = b.first_kind_no
JOIN rate_kind l ON l.kind_no = b.last_kind_no
JOIN scope_tool t ON t.equipment_code = k.equipment_code
LEFT JOIN scope_session c ON c.session_id = b.carried_id
WHERE b.carried_id IS NOT NULL
   OR from_epoch_us(b.first_t_us) >= t.session_from_utc AND from_epoch_us(b.first_t_us) < t.session_to_utc
