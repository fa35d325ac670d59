-- The shots, where no key hangs on a calendar.
SELECT
    *,
    NULL::DATE AS shift_date,
    NULL::VARCHAR AS shift,
    NULL::TIMESTAMP AS bucket_start_utc
FROM session_shot
