-- model: stretch_count
-- kind:  temp
-- grain: one row per process, stretch, measure and value: how many shots measured it
-- key:   process_no, week_no, is_ct, value
-- All are numbers, as sorting by names would take three times as long.
-- week_no  ISO weeks of local production days from the Monday three days before 1970 on; 0 is the baseline
-- is_kept  it is a baseline whose row stays: there to compare weeks with
-- is_ct    ct of slow, fast and normal shots, else measured temperatures
-- value    ms, rounded half up, or thousandths of 1 °C: whole numbers, so that no sum hangs on the order of threads
-- latest   last shot, µs on the clock of from_us, and what was decided about it, in one number, so that the latest is one maximum; files have no larger whole number
WITH context AS (
    SELECT
        c.context_no,
        c.offset_us - c.day_start_us AS shift_us,
        p.process_no,
        p.from_us,
        p.to_us,
        p.base_from_us,
        p.base_to_us
    FROM core.shot_context c
    JOIN stretch_process p ON p.equipment_code = c.equipment_code AND p.part_id IS NOT DISTINCT FROM c.part_id
),
cycle AS (
    SELECT s.context_no, epoch_us(s.shot_time_utc) + c.shift_us AS day_us, s.ct, c.from_us, c.to_us, c.base_from_us, c.base_to_us
    FROM scope_cycle s
    JOIN context c ON c.context_no = s.context_no
),
warmth AS (
    SELECT s.context_no, epoch_us(s.shot_time_utc) + c.shift_us AS day_us, s.temperature, c.from_us, c.to_us, c.base_from_us, c.base_to_us
    FROM scope_temperature s
    JOIN context c ON c.context_no = s.context_no
),
counted AS (
    SELECT
        context_no,
        (day_us + 259200000000) // 604800000000 AS week_no,
        coalesce(day_us >= base_from_us AND day_us < base_to_us, FALSE) AS in_baseline,
        TRUE AS is_ct,
        ct_key(ct) AS value,
        count(*) AS shots,
        max(day_us) AS last_us
    FROM cycle
    WHERE day_us >= from_us AND day_us < to_us
    GROUP BY context_no, (day_us + 259200000000) // 604800000000, coalesce(day_us >= base_from_us AND day_us < base_to_us, FALSE), ct
    UNION ALL
    SELECT
        context_no,
        (day_us + 259200000000) // 604800000000,
        coalesce(day_us >= base_from_us AND day_us < base_to_us, FALSE),
        FALSE,
        CAST(round(temperature * 1000) AS BIGINT),
        count(*),
        max(day_us)
    FROM warmth
    WHERE day_us >= from_us AND day_us < to_us
    GROUP BY context_no, (day_us + 259200000000) // 604800000000, coalesce(day_us >= base_from_us AND day_us < base_to_us, FALSE), temperature
),
stretched AS (
    SELECT
        n.*,
        unnest(CASE WHEN n.in_baseline THEN [n.week_no, 0] ELSE [n.week_no] END) AS stretch_no
    FROM counted n
)
SELECT
    c.process_no,
    CAST(t.stretch_no AS INTEGER) AS week_no,
    FALSE AS is_kept,
    t.is_ct,
    t.value,
    CAST(sum(t.shots) AS BIGINT) AS shots,
    CAST(max(CAST(t.last_us AS HUGEINT) * 4294967296 + t.context_no) AS DECIMAL(38, 0)) AS latest
FROM stretched t
JOIN context c ON c.context_no = t.context_no
GROUP BY c.process_no, t.stretch_no, t.is_ct, t.value
UNION ALL
SELECT p.process_no, 0, TRUE, TRUE, k.value, k.shots, 0
FROM scope_kept_count k
JOIN stretch_process p ON p.equipment_code = k.equipment_code AND p.part_id IS NOT DISTINCT FROM k.part_id
