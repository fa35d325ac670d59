-- Slow, and steadily so: the process was set slower. since_date is the day of the last
-- shift upward, and rise its size; without one the first of the days that are slow up
-- to the end, and how far the cycle rose then, beside the four weeks before.
WITH slow AS (
    SELECT *
    FROM made
    WHERE compared >= $least_shots::BIGINT
        AND deviation > $slow_deviation::DOUBLE
        AND ct_cv < $steady_cv::DOUBLE
),
day AS (
    SELECT
        d.equipment_code,
        d.local_date,
        SUM(d.ct_us)::DOUBLE AS ct_us,
        SUM(d.approved_us)::DOUBLE AS approved_us
    FROM mart.roi_tool_day d
    SEMI JOIN slow s ON s.equipment_code = d.equipment_code
    WHERE d.shots > 0
        AND d.local_date < $to_date::DATE
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], d.part_id))
    GROUP BY d.equipment_code, d.local_date
),
good AS (
    SELECT
        equipment_code,
        MAX(local_date) AS local_date
    FROM day
    WHERE ct_us <= approved_us * (1 + $slow_deviation::DOUBLE)
    GROUP BY equipment_code
),
risen AS (
    SELECT
        d.equipment_code,
        MIN(d.local_date) FILTER (WHERE d.local_date > g.local_date) AS since_date,
        SUM(d.ct_us) FILTER (WHERE d.local_date > g.local_date) / NULLIF(SUM(d.approved_us) FILTER (WHERE d.local_date > g.local_date), 0)
            / NULLIF(SUM(d.ct_us) FILTER (WHERE d.local_date <= g.local_date) / NULLIF(SUM(d.approved_us) FILTER (WHERE d.local_date <= g.local_date), 0), 0) - 1 AS rise
    FROM day d
    JOIN good g ON g.equipment_code = d.equipment_code
    WHERE d.local_date > g.local_date - 28
    GROUP BY d.equipment_code
)
SELECT
    s.equipment_code,
    NULL::BIGINT AS part_id,
    'slow_cycle' AS rule,
    CASE WHEN s.deviation > $slow_deviation_major::DOUBLE THEN 'major' ELSE 'action' END AS severity,
    s.days,
    s.compared AS shots,
    NULL::DOUBLE AS base,
    json_object('weighted_ct_deviation', s.deviation, 'ct_cv', s.ct_cv, 'since_date', COALESCE(e.from_date, r.since_date), 'rise', COALESCE(e.size_share, r.rise))::VARCHAR AS facts
FROM slow s
LEFT JOIN risen r ON r.equipment_code = s.equipment_code
LEFT JOIN (
    SELECT
        equipment_code,
        MAX(from_date) AS from_date,
        arg_max(size_share, (from_date, size_share)) AS size_share
    FROM mart.process_event
    WHERE measure = 'ct'
        AND kind = 'shift'
        AND size > 0
        AND from_date < $to_date::DATE
        AND ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], part_id))
    GROUP BY equipment_code
) e ON e.equipment_code = s.equipment_code
