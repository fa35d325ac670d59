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
place AS (
    SELECT
        v.equipment_code,
        v.local_date,
        v.measure,
        v.value,
        sum(v.shots) OVER (PARTITION BY v.equipment_code, v.local_date, v.measure ORDER BY v.value) AS up_to,
        sum(v.shots) OVER (PARTITION BY v.equipment_code, v.local_date, v.measure) AS total
    FROM day_value v
),
middle AS (
    SELECT
        equipment_code,
        local_date,
        measure,
        min(CASE WHEN up_to >= (total + 1) // 2 THEN value END) AS low,
        min(CASE WHEN up_to >= total // 2 + 1 THEN value END) AS high
    FROM place
    GROUP BY equipment_code, local_date, measure
),
level AS (
    SELECT
        equipment_code,
        local_date,
        -- As median() does.
        max(low + (high - low) * 0.5) FILTER (WHERE measure = 'ct') AS median_ct,
        max(low + (high - low) * 0.5) FILTER (WHERE measure = 'temperature') AS median_temperature
    FROM middle
    GROUP BY equipment_code, local_date
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
