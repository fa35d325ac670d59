-- A tool and part beside its baseline: a row for each week that touches the window,
-- the latest first, each with the baseline beside it, and on the first one the shots
-- of both by cycle time; one row without a week where there is none.
SELECT
    p.part_code,
    b.from_date AS base_from,
    b.to_date AS base_to,
    b.is_pinned AS base_pinned,
    COALESCE(b.reason, CASE WHEN s.shots IS NULL THEN 'pin_without_shots' END) AS base_reason,
    s.shots AS base_shots,
    s.ct_median AS base_median,
    s.ct_stddev AS base_stddev,
    s.approved_ct AS base_approved,
    w.iso_year::BIGINT AS iso_year,
    w.iso_week::BIGINT AS iso_week,
    w.from_date,
    w.to_date,
    w.verdict,
    w.shots,
    w.ct_median,
    w.ct_stddev,
    w.shift_s,
    w.shift_share,
    w.effect,
    w.mann_whitney_p,
    w.spread_ratio,
    w.outside_l1,
    CASE WHEN ROW_NUMBER() OVER (ORDER BY w.from_date DESC) = 1 THEN (SELECT to_json(list(bin ORDER BY bin.ct))::VARCHAR FROM bin) END AS bins
FROM mart.baba_window b
LEFT JOIN statistics s ON s.is_baseline
LEFT JOIN week w ON TRUE
LEFT JOIN part p ON p.equipment_code = b.equipment_code AND p.part_id IS NOT DISTINCT FROM b.part_id
WHERE b.equipment_code = $tool::VARCHAR
    AND b.part_id IS NOT DISTINCT FROM $part::BIGINT
ORDER BY w.from_date DESC
