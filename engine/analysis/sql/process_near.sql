-- Shots in the order of time, each beside the median of the eleven around it, which is
-- DuckDB's own.
SELECT
    shot_time_utc,
    ct_us,
    MEDIAN(ct_us) OVER (along ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS middle,
    ROW_NUMBER() OVER along AS place
FROM placed
WINDOW along AS (ORDER BY shot_time_utc, run_id, group_no)
