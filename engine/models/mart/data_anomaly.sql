-- model:   mart.data_anomaly
-- grain:   one row per stretch of days on which a level of a tool's data is far from usual: |z| > 4, to one side
-- key:     anomaly_id
-- rebuild: tools with a changed day in mart.data_level
-- anomaly_id      stable id, from tool, level and first day
-- equipment_code  the tool
-- level           shots, missing, duplicates, quarantine, late, ct or temperature
-- from_date       first local production day
-- to_date         first day on which it is back; NULL while it is not
-- days            days with shots in it
-- worst_date      the day furthest from usual
-- value           level of that day, as in mart.data_level
-- usual           what was usual then
-- z               how far that is, in robust standard deviations
-- cause           a guess: packets_lost, packets_broken, sent_twice, conflicting_copies, bad_values, late_arrival, part_change,
--     counter_change, process or pace
WITH day AS (
    SELECT
        d.equipment_code,
        d.local_date,
        d.level,
        d.value,
        d.usual,
        d.z,
        CASE WHEN d.z > 4 THEN 1 WHEN d.z < -4 THEN -1 ELSE 0 END AS side
    FROM mart.data_deviation d
    SEMI JOIN scope_anomaly_tool t ON t.equipment_code = d.equipment_code
),
turned AS (
    SELECT
        *,
        CASE WHEN lag(side) OVER in_order IS DISTINCT FROM side THEN 1 ELSE 0 END AS is_turn
    FROM day
    WINDOW in_order AS (PARTITION BY equipment_code, level ORDER BY local_date)
),
numbered AS (
    SELECT
        *,
        sum(is_turn) OVER (PARTITION BY equipment_code, level ORDER BY local_date ROWS UNBOUNDED PRECEDING) AS stretch
    FROM turned
),
stretched AS (
    SELECT
        equipment_code,
        level,
        stretch,
        side,
        min(local_date) AS from_date,
        count(*) AS days,
        arg_max(local_date, (abs(z), local_date)) AS worst_date
    FROM numbered
    GROUP BY equipment_code, level, stretch, side
),
bounded AS (
    SELECT
        *,
        lead(from_date) OVER (PARTITION BY equipment_code, level ORDER BY stretch) AS to_date
    FROM stretched
),
looked AS (
    SELECT
        equipment_code,
        local_date,
        quarantined,
        broken_packets,
        conflicts,
        part_id IS DISTINCT FROM lag(part_id) OVER in_order AS is_part_new,
        counter_code IS DISTINCT FROM lag(counter_code) OVER in_order AS is_counter_new
    FROM mart.data_level v
    SEMI JOIN scope_anomaly_tool t ON t.equipment_code = v.equipment_code
    WINDOW in_order AS (PARTITION BY equipment_code ORDER BY local_date)
)
SELECT
    stable_id('anomaly' || chr(31) || b.equipment_code || chr(31) || b.level || chr(31) || b.from_date) AS anomaly_id,
    b.equipment_code,
    b.level,
    b.from_date,
    b.to_date,
    b.days,
    b.worst_date,
    w.value,
    w.usual,
    w.z,
    CASE
        WHEN b.level = 'duplicates' THEN 'sent_twice'
        WHEN b.level = 'late' THEN 'late_arrival'
        WHEN b.level = 'missing' AND l.broken_packets > 0 THEN 'packets_broken'
        WHEN b.level = 'missing' THEN 'packets_lost'
        WHEN b.level = 'quarantine' AND 2 * l.conflicts >= l.quarantined AND l.conflicts > 0 THEN 'conflicting_copies'
        WHEN b.level = 'quarantine' AND 2 * l.broken_packets >= l.quarantined AND l.broken_packets > 0 THEN 'packets_broken'
        WHEN b.level = 'quarantine' THEN 'bad_values'
        WHEN l.is_counter_new THEN 'counter_change'
        WHEN l.is_part_new THEN 'part_change'
        WHEN b.level = 'shots' THEN 'pace'
        ELSE 'process'
    END AS cause
FROM bounded b
JOIN day w ON w.equipment_code = b.equipment_code AND w.level = b.level AND w.local_date = b.worst_date
JOIN looked l ON l.equipment_code = b.equipment_code AND l.local_date = b.from_date
WHERE b.side <> 0
