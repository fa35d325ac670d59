-- model:   mart.data_level
-- grain:   one row per tool and local production day with shots: what its data look like, by the counts of mart.data_quality_day
-- key:     equipment_code, local_date
-- rebuild: the days that mart.data_quality_day rebuilds
-- equipment_code      the tool
-- local_date          local production day
-- shots               shots
-- shots_per_hour      shots in the middle one of its hours with shots; NULL for fewer than four: how long a tool is planned says
--     nothing about the data
-- missing_share       shots that never came (mart.missing_shot) / these and the shots
-- duplicate_share     exact copies / items
-- quarantine_share    items in core.quarantine that are not just unmapped / items
-- late_share          shots that arrived more than 48 h late, and not in the source's first sync / shots
-- median_ct           median ct of shots that are not idle, s
-- median_temperature  median measured temperature, °C
-- items               shots, copies and items in quarantine
-- quarantined         items in quarantine
-- broken_packets      of these, packets that cannot be read
-- conflicts           of these, copies with other values
-- part_id             part of most shots
-- counter_code        counter of its last shot
WITH slot AS (
    SELECT
        s.equipment_code,
        s.local_date,
        s.bucket_start_utc,
        s.part_id,
        s.last_counter_code,
        s.last_shot_utc,
        s.last_seq,
        s.shots
    FROM mart.run_rate_slot s
    SEMI JOIN scope_quality_day d ON d.equipment_code = s.equipment_code AND d.local_date = s.local_date
    WHERE s.shots > 0
),
hour AS (
    SELECT
        s.equipment_code,
        s.local_date,
        s.bucket_start_utc,
        CAST(sum(s.shots) AS BIGINT) AS shots
    FROM slot s
    GROUP BY s.equipment_code, s.local_date, s.bucket_start_utc
),
pace AS (
    SELECT
        equipment_code,
        local_date,
        CASE WHEN count(*) >= 4 THEN median(shots) END AS shots_per_hour
    FROM hour
    GROUP BY equipment_code, local_date
),
last_slot AS (
    SELECT s.equipment_code, s.local_date, s.last_counter_code AS counter_code
    FROM slot s
    QUALIFY row_number() OVER (
        PARTITION BY s.equipment_code, s.local_date
        ORDER BY s.last_shot_utc DESC, s.last_seq DESC NULLS LAST, s.last_counter_code DESC
    ) = 1
),
part AS (
    SELECT
        s.equipment_code,
        s.local_date,
        s.part_id,
        sum(s.shots) AS shots
    FROM slot s
    GROUP BY s.equipment_code, s.local_date, s.part_id
    QUALIFY row_number() OVER (PARTITION BY s.equipment_code, s.local_date ORDER BY sum(s.shots) DESC, s.part_id NULLS LAST) = 1
),
-- Medians from counts of equal values: median() keeps each value of each day in
-- memory, and took 1.2 GB at 50 M shots. Values lie on the counters' 0.1 s and
-- 0.1 °C, so each is counted alone: pairs of them are nearly as many as shots.
context AS (
    SELECT
        c.context_no,
        dense_rank() OVER (ORDER BY c.equipment_code) AS tool_no,
        c.equipment_code,
        c.offset_us,
        c.day_start_us
    FROM core.shot_context c
    SEMI JOIN scope_quality_day d ON d.equipment_code = c.equipment_code
),
measured AS (
    SELECT
        c.tool_no,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
        CASE WHEN ct_key(s.ct) < 999900 THEN s.ct END AS ct,
        s.temperature
    FROM core.shot s
    JOIN (SELECT DISTINCT u.utc_day FROM scope_quality_utc_day u) AS n ON n.utc_day = s.utc_day
    JOIN context c ON c.context_no = s.context_no
),
counted AS (
    SELECT
        tool_no,
        local_date,
        grouping(ct) = 0 AS is_ct,
        coalesce(ct, temperature) AS measure,
        count(*) AS shots
    FROM measured
    GROUP BY GROUPING SETS ((tool_no, local_date, ct), (tool_no, local_date, temperature))
),
place AS (
    SELECT
        tool_no,
        local_date,
        is_ct,
        measure,
        sum(shots) OVER (PARTITION BY tool_no, local_date, is_ct ORDER BY measure) AS up_to,
        sum(shots) OVER (PARTITION BY tool_no, local_date, is_ct) AS total
    FROM counted
    WHERE measure IS NOT NULL
),
middle AS (
    SELECT
        tool_no,
        local_date,
        is_ct,
        min(CASE WHEN up_to >= (total + 1) // 2 THEN measure END) AS low,
        min(CASE WHEN up_to >= total // 2 + 1 THEN measure END) AS high
    FROM place
    GROUP BY tool_no, local_date, is_ct
),
tool AS (SELECT DISTINCT tool_no, equipment_code FROM context),
level AS (
    SELECT
        t.equipment_code,
        m.local_date,
        -- As median() does.
        max(m.low + (m.high - m.low) * 0.5) FILTER (WHERE m.is_ct) AS median_ct,
        max(m.low + (m.high - m.low) * 0.5) FILTER (WHERE NOT m.is_ct) AS median_temperature
    FROM middle m
    JOIN tool t ON t.tool_no = m.tool_no
    GROUP BY t.equipment_code, m.local_date
)
SELECT
    q.equipment_code,
    q.local_date,
    q.shots,
    p.shots_per_hour,
    q.missing / (q.missing + q.shots) AS missing_share,
    q.duplicates / q.items AS duplicate_share,
    (q.bad_items + q.conflicts) / q.items AS quarantine_share,
    q.late / q.shots AS late_share,
    v.median_ct,
    v.median_temperature,
    q.items,
    q.bad_items + q.conflicts AS quarantined,
    q.broken_packets,
    q.conflicts,
    t.part_id,
    l.counter_code
FROM mart.data_quality_day q
SEMI JOIN scope_quality_day d ON d.equipment_code = q.equipment_code AND d.local_date = q.local_date
JOIN pace p ON p.equipment_code = q.equipment_code AND p.local_date = q.local_date
JOIN last_slot l ON l.equipment_code = q.equipment_code AND l.local_date = q.local_date
JOIN part t ON t.equipment_code = q.equipment_code AND t.local_date = q.local_date
LEFT JOIN level v ON v.equipment_code = q.equipment_code AND v.local_date = q.local_date
