-- model:   mart.baba_statistics
-- kind:    view
-- grain:   one row per tool, part and stretch with slow, fast or normal shots: its baseline, and each ISO week of its local production days
-- key:     equipment_code, part_id, is_baseline, from_date
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- is_baseline     the days of mart.baba_window, else a week
-- from_date       first local production day; of a week its Monday
-- to_date         first day after it
-- last_date       its last day with such shots
-- shots           slow, fast and normal shots; all of ct_…, p05 to modes and histogram are of them
-- ct_median       middle value, of two the point half way, s
-- ct_mad          1.4826 × median distance from the median, s
-- ct_mean         mean, s
-- ct_stddev       standard deviation of the sample, s; NULL under two shots
-- ct_mode         most frequent ct on a grid of 0.1 s, half up; of equal ones the shortest, s
-- p05             5th percentile, linear between neighbours, s
-- p95             95th percentile, s
-- skewness        m3 / m2^1.5 of the population's central moments; NULL under three shots, and where all are equal
-- kurtosis        m4 / m2² - 3, the excess over a normal distribution; NULL under four shots, and where all are equal
-- modes           peaks of the histogram that rise 10 % of the highest bin or more over the valleys beside them
-- histogram       bins of 0.1 s in their order, those without shots left out: bin_s (the middle, s) and shots
-- mean_range      mean distance of neighbours of a run, s; of baselines alone, and NULL without a pair
-- temp_median     middle value of the measured temperatures of all its shots, °C; NULL without one
-- temp_mad        1.4826 × median distance from it, °C
-- mann_whitney_p  two-sided probability, by chance, that its ct rank so far from the baseline's: normal approximation with the
--     correction for ties, without one for continuity; NULL without a baseline
-- approved_ct     approved cycle time of its last day, s; NULL without one
-- l1_below        lower limit of level 1 at the end of that day, s: like all limits those of MOLD, else those of the configuration; NULL
--     without an approved cycle time
-- l1_above        upper one
-- l2_below        lower limit of level 2, s; it is at least as wide as level 1
-- l2_above        upper one
-- outside_l1      share of the shots outside level 1; NULL without limits
-- outside_l2      share outside level 2
WITH wide AS (
    SELECT
        s.*,
        ct_us(k.approved_ct) AS approved_us,
        CAST(round(limit_width(ct_us(k.approved_ct), v.share1, v.seconds1 * 1000000, q.level1)) AS BIGINT) AS width1_us,
        CAST(round(limit_width(ct_us(k.approved_ct), v.share2, v.seconds2 * 1000000, q.level2)) AS BIGINT) AS width2_us
    FROM mart.baba_stretch s
    JOIN core.shot_context k ON k.equipment_code = s.equipment_code AND k.context_no = s.context_no
    CROSS JOIN core.setting_quality q
    LEFT JOIN core.cycle_limit v
      ON v.equipment_code = s.equipment_code
     AND v.mold_id = k.mold_id
     AND v.from_utc < s.last_date + 1 + to_microseconds(k.day_start_us - k.offset_us)
     AND v.to_utc >= s.last_date + 1 + to_microseconds(k.day_start_us - k.offset_us)
),
limited AS (
    SELECT
        w.*,
        w.approved_us - w.width1_us AS l1_below_us,
        w.approved_us + w.width1_us AS l1_above_us,
        w.approved_us - CASE WHEN w.width2_us < w.width1_us THEN w.width1_us ELSE w.width2_us END AS l2_below_us,
        w.approved_us + CASE WHEN w.width2_us < w.width1_us THEN w.width1_us ELSE w.width2_us END AS l2_above_us
    FROM wide w
)
SELECT
    equipment_code,
    part_id,
    is_baseline,
    from_date,
    to_date,
    last_date,
    shots,
    ct_median,
    ct_mad,
    ct_mean,
    ct_stddev,
    ct_mode,
    p05,
    p95,
    skewness,
    kurtosis,
    modes,
    histogram,
    mean_range,
    temp_median,
    temp_mad,
    mann_whitney_p,
    CAST(approved_us / 1000000 AS DOUBLE) AS approved_ct,
    CAST(l1_below_us / 1000000 AS DOUBLE) AS l1_below,
    CAST(l1_above_us / 1000000 AS DOUBLE) AS l1_above,
    CAST(l2_below_us / 1000000 AS DOUBLE) AS l2_below,
    CAST(l2_above_us / 1000000 AS DOUBLE) AS l2_above,
    CAST(list_sum(list_transform(counts, lambda c: CASE WHEN c.value * 1000 < l1_below_us OR c.value * 1000 > l1_above_us THEN c.shots WHEN approved_us IS NOT NULL THEN 0 END))
        AS DOUBLE) / shots AS outside_l1,
    CAST(list_sum(list_transform(counts, lambda c: CASE WHEN c.value * 1000 < l2_below_us OR c.value * 1000 > l2_above_us THEN c.shots WHEN approved_us IS NOT NULL THEN 0 END))
        AS DOUBLE) / shots AS outside_l2
FROM limited
