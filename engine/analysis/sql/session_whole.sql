-- Of these, those between the full hours of the window: a piece lies in one.
SELECT
    equipment_code,
    session_id,
    part_id,
    part_code,
    supplier_id,
    location_id,
    local_date,
    shift_date,
    shift,
    bucket_start_utc,
    shots_made,
    parts_made,
    shots_below,
    shots_within,
    shots_above,
    shots_beyond_l2,
    shots_idle,
    production_time_us,
    idle_time_us
FROM session_slot
WHERE ($whole_from::TIMESTAMP IS NULL OR slot_start_utc >= $whole_from::TIMESTAMP)
    AND ($whole_to::TIMESTAMP IS NULL OR slot_start_utc < $whole_to::TIMESTAMP)
