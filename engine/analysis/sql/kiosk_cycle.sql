-- The cycle time of each tool now: the median of its last five cycles that hide
-- no stop, within an hour before its last shot. One cycle alone would flicker.
SELECT
    equipment_code,
    median(ct) AS ct
FROM (
    SELECT
        i.equipment_code,
        i.ct
    FROM mart.shot_interval i
    JOIN tool t ON t.equipment_code = i.equipment_code
    WHERE i.shot_time_utc > $as_of::TIMESTAMP - INTERVAL 1 DAY
        AND i.shot_time_utc > t.last_shot_utc - INTERVAL 1 HOUR
        AND i.shot_time_utc <= t.last_shot_utc
        AND i.class NOT IN ('long', 'idle')
    QUALIFY ROW_NUMBER() OVER (PARTITION BY i.equipment_code ORDER BY i.shot_time_utc DESC, i.seq DESC NULLS LAST, i.counter_code) <= 5
)
GROUP BY equipment_code
