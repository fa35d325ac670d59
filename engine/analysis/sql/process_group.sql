-- The shots of each subgroup, summed up in whole µs and µs²: exact. Neighbours are
-- shots of one run that follow each other.
SELECT
    stretch_no,
    run_id,
    group_no,
    MAX(shot_time_utc) AS at_utc,
    COUNT(*) AS shots,
    CAST(SUM(ct_us) AS BIGINT) AS total,
    SUM(CAST(ct_us AS HUGEINT) * ct_us) AS squares,
    COUNT(before_us) AS pairs,
    CAST(SUM(ABS(ct_us - before_us)) AS BIGINT) AS steps,
    SUM(CAST(ct_us AS HUGEINT) * before_us) AS products,
    CAST(SUM(ct_us + before_us) AS BIGINT) AS pair_sums
FROM placed
GROUP BY stretch_no, run_id, group_no
