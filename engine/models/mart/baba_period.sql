-- model:   mart.baba_period
-- kind:    view
-- grain:   one row per tool, part and ISO week with slow, fast or normal shots: what they say, and against the baseline
-- key:     equipment_code, part_id, iso_year, iso_week
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- iso_year        ISO year of the local production days
-- iso_week        ISO week
-- from_date       its Monday
-- to_date         the Monday after it
-- shots           slow, fast and normal shots; all figures but temp_… are of them, as in mart.baba_statistics
-- ct_median       median, s
-- ct_mad          1.4826 × median distance from it, s
-- ct_mean         mean, s
-- ct_stddev       standard deviation of the sample, s
-- ct_mode         most frequent ct on a grid of 0.1 s, s
-- p05             5th percentile, s
-- p95             95th percentile, s
-- skewness        skewness
-- kurtosis        excess kurtosis
-- modes           peaks of the histogram
-- histogram       bins of 0.1 s: bin_s (the middle, s) and shots
-- temp_median     median of the measured temperatures, °C
-- temp_mad        1.4826 × median distance from it, °C
-- outside_l1      share of the shots outside level 1; NULL without limits
-- outside_l2      share outside level 2
-- shift_s         ct_median - that of the baseline, s; NULL without a baseline, like all that follow
-- shift_share     shift_s / ct_median of the baseline
-- effect          shift_s / ct_mad of the baseline, of which less than 0.1 s counts as 0.1 s
-- mann_whitney_p  two-sided probability, by chance, that its ct rank so far from the baseline's
-- spread_ratio    ct_stddev / that of the baseline; NULL where one is unknown or the baseline's is 0
-- verdict         slower or faster: effect of 0.5 or more and p under 0.01; else wider or narrower: spread_ratio over 1.25 or under
--     0.8; else same
-- reason          why there is no verdict: too_few_shots, never_steady, pin_without_shots, as in mart.baba_baseline; else NULL
WITH beside AS (
    SELECT
        s.*,
        max(CASE WHEN s.is_baseline THEN s.ct_median END) OVER process AS base_median,
        max(CASE WHEN s.is_baseline THEN greatest(s.ct_mad, 0.1) END) OVER process AS base_mad,
        max(CASE WHEN s.is_baseline THEN s.ct_stddev END) OVER process AS base_stddev
    FROM mart.baba_statistics s
    WINDOW process AS (PARTITION BY s.equipment_code, s.part_id)
),
compared AS (
    SELECT
        b.*,
        round(b.ct_median - b.base_median, 4) AS shift_s,
        round(b.ct_median - b.base_median, 4) / b.base_mad AS effect,
        b.ct_stddev / nullif(b.base_stddev, 0) AS spread_ratio
    FROM beside b
    WHERE NOT b.is_baseline
)
SELECT
    c.equipment_code,
    c.part_id,
    CAST(isoyear(c.from_date) AS INTEGER) AS iso_year,
    CAST(weekofyear(c.from_date) AS INTEGER) AS iso_week,
    c.from_date,
    c.to_date,
    c.shots,
    c.ct_median,
    c.ct_mad,
    c.ct_mean,
    c.ct_stddev,
    c.ct_mode,
    c.p05,
    c.p95,
    c.skewness,
    c.kurtosis,
    c.modes,
    c.histogram,
    c.temp_median,
    c.temp_mad,
    c.outside_l1,
    c.outside_l2,
    c.shift_s,
    c.shift_s / nullif(c.base_median, 0) AS shift_share,
    c.effect,
    c.mann_whitney_p,
    c.spread_ratio,
    CASE
        WHEN c.base_median IS NULL THEN NULL
        WHEN c.effect >= 0.5 AND c.mann_whitney_p < 0.01 THEN 'slower'
        WHEN c.effect <= -0.5 AND c.mann_whitney_p < 0.01 THEN 'faster'
        WHEN c.spread_ratio > 1.25 THEN 'wider'
        WHEN c.spread_ratio < 0.8 THEN 'narrower'
        ELSE 'same'
    END AS verdict,
    CASE WHEN c.base_median IS NULL THEN coalesce(w.reason, 'pin_without_shots') END AS reason
FROM compared c
LEFT JOIN mart.baba_window w ON w.equipment_code = c.equipment_code AND w.part_id IS NOT DISTINCT FROM c.part_id
