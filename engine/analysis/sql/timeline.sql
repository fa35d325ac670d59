-- The segments of each tool in the order of time.
SELECT
    equipment_code,
    from_utc,
    to_utc,
    state,
    cause,
    stops,
    shots,
    stop_us
FROM timeline_segment
ORDER BY equipment_code, from_utc
