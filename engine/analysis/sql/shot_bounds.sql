-- The instants between which the shots of the window lie, on the clocks that the
-- tool's counters were on at that time; NULL where the window is open.
SELECT
    COALESCE(
        $from_utc::TIMESTAMP,
        MIN(GREATEST($from_date::DATE + to_microseconds(day_start_us - offset_us), from_utc))
            FILTER (WHERE $from_date::DATE + to_microseconds(day_start_us - offset_us) < to_utc),
        CASE WHEN $from_date::DATE IS NOT NULL THEN $lo::TIMESTAMP END
    ) AS shot_from,
    COALESCE(
        $to_utc::TIMESTAMP,
        MIN(GREATEST($to_date::DATE + to_microseconds(day_start_us - offset_us), from_utc))
            FILTER (WHERE $to_date::DATE + to_microseconds(day_start_us - offset_us) < to_utc)
    ) AS shot_to
FROM core.counter_period
WHERE equipment_code = $tool::VARCHAR
