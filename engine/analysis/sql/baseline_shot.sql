-- The shots whose temperatures count.
SELECT s.*
FROM core.shot s
JOIN stretch t
    ON t.context_no = s.context_no
    AND s.shot_time_utc >= t.base_from_utc
    AND s.shot_time_utc < t.base_to_utc
