-- model: chunk_last
-- kind:  temp
-- grain: one row per counter and UTC day of the chunk with shots that were kept: the last one
-- key:   counter_code, utc_day
WITH latest AS (
    SELECT
        lane_no,
        utc_day,
        max(shot_time_utc) AS last_utc
    FROM chunk_shot
    WHERE fate = 'kept'
    GROUP BY lane_no, utc_day
),
last AS (
    SELECT
        t.lane_no,
        t.utc_day,
        t.last_utc,
        max(s.seq) AS last_seq
    FROM chunk_shot s
    JOIN latest t ON t.lane_no = s.lane_no AND t.last_utc = s.shot_time_utc
    WHERE s.fate = 'kept'
    GROUP BY t.lane_no, t.utc_day, t.last_utc
)
SELECT
    n.counter_code,
    t.utc_day,
    t.last_utc,
    t.last_seq
FROM last t
JOIN (SELECT DISTINCT p.lane_no, p.counter_code FROM scope_period p) AS n ON n.lane_no = t.lane_no
