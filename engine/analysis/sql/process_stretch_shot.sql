-- The same of the stretches of many processes: their slow, fast and normal shots. The
-- tools come first: a join with few codes reads their part of the table alone, one with
-- all their runs all of it. Classes are compared by their place, normal, slow and fast
-- being the first: a list of names would make a text of each shot's class.
SELECT
    s.stretch_no,
    s.run_id,
    s.shot_time_utc,
    s.ct_us,
    LAG(s.ct_us) OVER along AS before_us,
    (ROW_NUMBER() OVER along - 1) // $subgroup::BIGINT AS group_no
FROM (
    SELECT
        t.stretch_no,
        i.run_id,
        i.shot_time_utc,
        i.seq,
        i.counter_code,
        CAST(round(i.ct * 1000000) AS BIGINT) AS ct_us
    FROM stretch t
    JOIN mart.shot_interval i
        ON i.equipment_code = t.equipment_code
        AND i.shot_time_utc >= t.from_utc
        AND i.shot_time_utc < t.to_utc
    WHERE i.class <= CAST('fast' AS ENUM('normal', 'slow', 'fast', 'long', 'idle'))
) s
JOIN stretch_run r ON r.run_id = s.run_id AND r.stretch_no = s.stretch_no
WINDOW along AS (PARTITION BY s.stretch_no, s.run_id ORDER BY s.shot_time_utc, s.seq NULLS FIRST, s.counter_code)
