-- The shots whose temperatures count.
SELECT s.*
FROM core.shot s
JOIN (
    SELECT
        c.context_no,
        t.base_from_utc,
        t.base_to_utc
    FROM core.shot_context c
    JOIN stretch t ON t.equipment_code = c.equipment_code
) k
    ON k.context_no = s.context_no
    AND s.shot_time_utc >= k.base_from_utc
    AND s.shot_time_utc < k.base_to_utc
