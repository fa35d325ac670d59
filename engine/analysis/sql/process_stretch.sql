-- The window and the baseline of each process that is asked for, as instants on
-- the clocks that its tool's counters were on at that time; infinite where one is open.
-- stretch_no is twice the number of the process, of a baseline one more.
WITH named AS (
    SELECT unnest(
        from_json($processes::VARCHAR, '[{"no": "BIGINT", "tool": "VARCHAR", "part": "BIGINT", "from": "DATE", "to": "DATE"}]'),
        recursive := TRUE
    )
),
stretch AS (
    SELECT 2 * "no" AS stretch_no, tool, part, FALSE AS is_baseline, $from_date::DATE AS from_date, $to_date::DATE AS to_date
    FROM named
    UNION ALL
    SELECT 2 * "no" + 1, tool, part, TRUE, "from", "to"
    FROM named
    WHERE "from" IS NOT NULL
)
SELECT
    s.stretch_no,
    s.tool AS equipment_code,
    s.part AS part_id,
    COALESCE(
        CASE WHEN NOT s.is_baseline THEN $from_utc::TIMESTAMP END,
        MIN(GREATEST(s.from_date + to_microseconds(p.day_start_us - p.offset_us), p.from_utc))
            FILTER (WHERE s.from_date + to_microseconds(p.day_start_us - p.offset_us) < p.to_utc),
        CASE WHEN s.from_date IS NOT NULL THEN $hi::TIMESTAMP END,
        '-infinity'::TIMESTAMP
    ) AS from_utc,
    COALESCE(
        CASE WHEN NOT s.is_baseline THEN $to_utc::TIMESTAMP END,
        MIN(GREATEST(s.to_date + to_microseconds(p.day_start_us - p.offset_us), p.from_utc))
            FILTER (WHERE s.to_date + to_microseconds(p.day_start_us - p.offset_us) < p.to_utc),
        'infinity'::TIMESTAMP
    ) AS to_utc
FROM stretch s
LEFT JOIN core.counter_period p ON p.equipment_code = s.tool
GROUP BY s.stretch_no, s.tool, s.part, s.is_baseline, s.from_date, s.to_date
