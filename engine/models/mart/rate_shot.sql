-- model: rate_shot
-- kind:  temp
-- grain: one row per shot in scope, and per shot around it, with its neighbours on the tool
-- key:   rn
-- rn        tool_no * 2^32 + place among the tool's shots in the order (shot_time_utc, seq with NULL first, counter_code);
--     one number names a shot, so that no join has a choice of keys: (tool_no, place) once led to tool × tool
-- in_scope  false for the shots around the scope, which are read and not rebuilt
-- Numbers instead of codes make the sort 1.5 times as quick.
SELECT
    tool_no,
    kind_no,
    counter_no,
    clock_no,
    t_us,
    seq,
    ct_us,
    temperature,
    dq_flags,
    quality_score,
    in_scope,
    tool_no * 4294967296 + row_number() OVER neighbours AS rn,
    lag(kind_no) OVER neighbours AS prev_kind_no,
    lag(t_us) OVER neighbours AS prev_t_us,
    lag(seq) OVER neighbours AS prev_seq,
    lead(kind_no) OVER neighbours AS next_kind_no,
    lead(t_us) OVER neighbours AS next_t_us,
    lead(seq) OVER neighbours AS next_seq
FROM (
    SELECT
        k.tool_no,
        k.kind_no,
        k.counter_no,
        k.clock_no,
        epoch_us(m.shot_time_utc) AS t_us,
        m.seq,
        ct_us(m.ct) AS ct_us,
        m.temperature,
        m.dq_flags,
        m.quality_score,
        m.shot_time_utc >= k.from_utc AND m.shot_time_utc < k.to_utc AS in_scope
    FROM core.shot m
    JOIN scope_day d ON d.utc_day = m.utc_day
    JOIN rate_kind k
      ON k.context_no = m.context_no
     AND m.shot_time_utc >= k.read_from_utc
     AND m.shot_time_utc < k.read_to_utc
)
WINDOW neighbours AS (PARTITION BY tool_no ORDER BY t_us, seq NULLS FIRST, kind_no)
