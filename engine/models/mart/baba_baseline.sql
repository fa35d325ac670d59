-- model:   mart.baba_baseline
-- kind:    view
-- grain:   one row per tool and part with cycle times: its baseline and what the shots of it say; NULLs with a reason where it has none
-- key:     equipment_code, part_id
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- from_date       first local production day of the baseline, as in mart.baba_window; NULL without one
-- to_date         first day after it
-- is_pinned       whether the configuration names it
-- reason          why there is none: too_few_shots, never_steady, pin_without_shots; else NULL
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
-- approved_ct     approved cycle time of its last day, s
-- l1_below        lower limit of level 1 on its last day, s
-- l1_above        upper one, s
-- cp              (l1_above - l1_below) / 6σ, σ of neighbours: mean moving range × √π / 2; NULL under 100 shots, like the three that
--     follow, and without limits or spread
-- cpk             the smaller one of l1_above - ct_mean and ct_mean - l1_below, / 3σ
-- pp              as cp, with ct_stddev for σ
-- ppk             as cpk, with ct_stddev for σ
WITH spread AS (
    SELECT
        s.*,
        CASE WHEN s.shots >= 100 AND s.mean_range > 0 THEN s.mean_range * sqrt(pi()) / 2 END AS within,
        CASE WHEN s.shots >= 100 AND s.ct_stddev > 0 THEN s.ct_stddev END AS overall
    FROM mart.baba_statistics s
    WHERE s.is_baseline
)
SELECT
    w.equipment_code,
    w.part_id,
    w.from_date,
    w.to_date,
    w.is_pinned,
    coalesce(w.reason, CASE WHEN s.shots IS NULL THEN 'pin_without_shots' END) AS reason,
    s.shots,
    s.ct_median,
    s.ct_mad,
    s.ct_mean,
    s.ct_stddev,
    s.ct_mode,
    s.p05,
    s.p95,
    s.skewness,
    s.kurtosis,
    s.modes,
    s.histogram,
    s.temp_median,
    s.temp_mad,
    s.approved_ct,
    s.l1_below,
    s.l1_above,
    (s.l1_above - s.l1_below) / (6 * s.within) AS cp,
    least(s.l1_above - s.ct_mean, s.ct_mean - s.l1_below) / (3 * s.within) AS cpk,
    (s.l1_above - s.l1_below) / (6 * s.overall) AS pp,
    least(s.l1_above - s.ct_mean, s.ct_mean - s.l1_below) / (3 * s.overall) AS ppk
FROM mart.baba_window w
LEFT JOIN spread s ON s.equipment_code = w.equipment_code AND s.part_id IS NOT DISTINCT FROM w.part_id
