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
WITH counted AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.is_baseline,
        CASE WHEN d.is_baseline THEN d.pinned_from ELSE CAST(date_trunc('week', d.local_date) AS DATE) END AS from_date,
        CASE WHEN d.is_baseline THEN d.pinned_to ELSE CAST(date_trunc('week', d.local_date) AS DATE) + 7 END AS to_date,
        d.measure,
        d.value,
        CAST(sum(d.shots) AS BIGINT) AS shots,
        -- Day and context in one number, so that the latest is one maximum.
        max(CAST(d.local_date - DATE '1970-01-01' AS BIGINT) * 4294967296 + d.context_no) AS latest
    FROM (
        SELECT
            v.equipment_code,
            v.part_id,
            v.context_no,
            v.local_date,
            v.measure,
            v.value,
            v.shots,
            w.from_date AS pinned_from,
            w.to_date AS pinned_to,
            unnest(CASE WHEN v.local_date >= w.from_date AND v.local_date < w.to_date THEN [FALSE, TRUE] ELSE [FALSE] END) AS is_baseline
        FROM mart.cycle_count v
        LEFT JOIN mart.baba_window w ON w.equipment_code = v.equipment_code AND w.part_id IS NOT DISTINCT FROM v.part_id
    ) AS d
    GROUP BY ALL
),
placed AS (
    SELECT
        c.*,
        (c.value + 50) // 100 AS bin,
        CAST(sum(c.shots) OVER along AS BIGINT) AS up_to,
        CAST(sum(c.shots) OVER stretch AS BIGINT) AS total,
        -- Of the baseline: shots up to that value, with it, and in all.
        CAST(sum(CASE WHEN c.is_baseline THEN c.shots ELSE 0 END) OVER in_order AS BIGINT) AS base_up_to,
        CAST(sum(CASE WHEN c.is_baseline THEN c.shots ELSE 0 END) OVER alike AS BIGINT) AS base_alike,
        CAST(sum(CASE WHEN c.is_baseline THEN c.shots ELSE 0 END) OVER process AS HUGEINT) AS base_shots,
        sum(CASE WHEN c.is_baseline THEN cubed(c.shots) - c.shots ELSE 0 END) OVER process AS base_ties
    FROM counted c
    WINDOW
        in_order AS (PARTITION BY c.equipment_code, c.part_id, c.measure ORDER BY c.value),
        alike AS (PARTITION BY c.equipment_code, c.part_id, c.measure, c.value),
        process AS (PARTITION BY c.equipment_code, c.part_id, c.measure),
        along AS (PARTITION BY c.equipment_code, c.part_id, c.is_baseline, c.from_date, c.measure ORDER BY c.value),
        stretch AS (PARTITION BY c.equipment_code, c.part_id, c.is_baseline, c.from_date, c.measure)
),
centered AS (
    SELECT
        p.*,
        lag(p.bin) OVER along AS bin_before,
        CAST(sum(p.shots) OVER bin AS BIGINT) AS bin_shots,
        max(CASE WHEN holds_place(p.up_to, p.shots, (p.total - 1) // 2) THEN p.value END) OVER stretch AS low,
        max(CASE WHEN holds_place(p.up_to, p.shots, p.total // 2) THEN p.value END) OVER stretch AS high
    FROM placed p
    WINDOW
        along AS (PARTITION BY p.equipment_code, p.part_id, p.is_baseline, p.from_date, p.measure ORDER BY p.value),
        bin AS (PARTITION BY p.equipment_code, p.part_id, p.is_baseline, p.from_date, p.measure, p.bin),
        stretch AS (PARTITION BY p.equipment_code, p.part_id, p.is_baseline, p.from_date, p.measure)
),
-- Twice the distance from the median is a whole number.
distant AS (
    SELECT
        c.*,
        CAST(c.value - c.low AS HUGEINT) AS beside,
        abs(2 * c.value - c.low - c.high) AS distance,
        CAST(sum(c.shots) OVER (
            PARTITION BY c.equipment_code, c.part_id, c.is_baseline, c.from_date, c.measure ORDER BY abs(2 * c.value - c.low - c.high), c.value
        ) AS BIGINT) AS up_to_distance
    FROM centered c
),
summed AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.is_baseline,
        d.from_date,
        d.to_date,
        max(d.latest) FILTER (WHERE d.measure = 'ct') AS latest,
        max(d.total) FILTER (WHERE d.measure = 'ct') AS shots,
        max(d.low) FILTER (WHERE d.measure = 'ct') AS low,
        max(d.high) FILTER (WHERE d.measure = 'ct') AS high,
        max(d.distance) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to_distance, d.shots, (d.total - 1) // 2)) AS near,
        max(d.distance) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to_distance, d.shots, d.total // 2)) AS far,
        max(d.value) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to, d.shots, (d.total - 1) * 5 // 100)) AS p05,
        max(d.value) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to, d.shots, ((d.total - 1) * 5 + 99) // 100)) AS p05_next,
        max(d.value) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to, d.shots, (d.total - 1) * 95 // 100)) AS p95,
        max(d.value) FILTER (WHERE d.measure = 'ct' AND holds_place(d.up_to, d.shots, ((d.total - 1) * 95 + 99) // 100)) AS p95_next,
        sum(d.shots * d.beside) FILTER (WHERE d.measure = 'ct') AS s1,
        sum(d.shots * d.beside * d.beside) FILTER (WHERE d.measure = 'ct') AS s2,
        sum(d.shots * d.beside * d.beside * d.beside) FILTER (WHERE d.measure = 'ct') AS s3,
        sum(d.shots * d.beside * d.beside * d.beside * d.beside) FILTER (WHERE d.measure = 'ct') AS s4,
        max(d.base_shots) FILTER (WHERE d.measure = 'ct') AS base_shots,
        sum(CAST(d.shots AS HUGEINT) * (2 * d.base_up_to - d.base_alike)) FILTER (WHERE d.measure = 'ct') AS twice_u,
        max(d.base_ties) FILTER (WHERE d.measure = 'ct')
            + sum(cubed(d.shots + d.base_alike) - d.shots - cubed(d.base_alike)) FILTER (WHERE d.measure = 'ct') AS ties,
        max(d.bin_shots) FILTER (WHERE d.measure = 'ct') AS highest,
        list(CASE WHEN d.bin > d.bin_before + 1 THEN [0, d.bin_shots] ELSE [d.bin_shots] END ORDER BY d.bin)
            FILTER (WHERE d.measure = 'ct' AND d.bin IS DISTINCT FROM d.bin_before) AS slopes,
        list({'bin_s': CAST(d.bin AS DOUBLE) / 10, 'shots': d.bin_shots} ORDER BY d.bin)
            FILTER (WHERE d.measure = 'ct' AND d.bin IS DISTINCT FROM d.bin_before) AS histogram,
        list({'value': d.value, 'shots': d.shots} ORDER BY d.value) FILTER (WHERE d.measure = 'ct') AS counts,
        max(d.low) FILTER (WHERE d.measure = 'temperature') AS temp_low,
        max(d.high) FILTER (WHERE d.measure = 'temperature') AS temp_high,
        max(d.distance) FILTER (WHERE d.measure = 'temperature' AND holds_place(d.up_to_distance, d.shots, (d.total - 1) // 2)) AS temp_near,
        max(d.distance) FILTER (WHERE d.measure = 'temperature' AND holds_place(d.up_to_distance, d.shots, d.total // 2)) AS temp_far
    FROM distant d
    GROUP BY d.equipment_code, d.part_id, d.is_baseline, d.from_date, d.to_date
    HAVING count(*) FILTER (WHERE d.measure = 'ct') > 0
),
-- n³ - n less the ties: what is left of the variance of the ranks.
ranked AS (
    SELECT
        s.*,
        cubed(s.shots + s.base_shots) - s.shots - s.base_shots - s.ties AS untied,
        abs(CAST(s.twice_u - s.shots * s.base_shots AS DOUBLE)) / 2 AS beside_u
    FROM summed s
),
-- Central moments, ms and its powers, from sums about the median.
moments AS (
    SELECT
        s.*,
        CAST(s.s1 AS DOUBLE) / s.shots AS d,
        CAST(s.shots * s.s2 - s.s1 * s.s1 AS DOUBLE) / s.shots / s.shots AS m2,
        CAST(s.s3 AS DOUBLE) / s.shots - 3 * (CAST(s.s1 AS DOUBLE) / s.shots) * (CAST(s.s2 AS DOUBLE) / s.shots)
            + 2 * power(CAST(s.s1 AS DOUBLE) / s.shots, 3) AS m3,
        CAST(s.s4 AS DOUBLE) / s.shots - 4 * (CAST(s.s1 AS DOUBLE) / s.shots) * (CAST(s.s3 AS DOUBLE) / s.shots)
            + 6 * power(CAST(s.s1 AS DOUBLE) / s.shots, 2) * (CAST(s.s2 AS DOUBLE) / s.shots) - 3 * power(CAST(s.s1 AS DOUBLE) / s.shots, 4) AS m4
    FROM ranked s
),
wide AS (
    SELECT
        m.*,
        ct_us(k.approved_ct) AS approved_us,
        CAST(round(limit_width(ct_us(k.approved_ct), v.share1, v.seconds1 * 1000000, q.level1)) AS BIGINT) AS width1_us,
        CAST(round(limit_width(ct_us(k.approved_ct), v.share2, v.seconds2 * 1000000, q.level2)) AS BIGINT) AS width2_us
    FROM moments m
    JOIN core.shot_context k ON k.equipment_code = m.equipment_code AND k.context_no = m.latest % 4294967296
    CROSS JOIN core.setting_quality q
    LEFT JOIN core.cycle_limit v
      ON v.equipment_code = m.equipment_code
     AND v.mold_id = k.mold_id
     AND v.from_utc < DATE '1970-01-02' + CAST(m.latest // 4294967296 AS INTEGER) + to_microseconds(k.day_start_us - k.offset_us)
     AND v.to_utc >= DATE '1970-01-02' + CAST(m.latest // 4294967296 AS INTEGER) + to_microseconds(k.day_start_us - k.offset_us)
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
    DATE '1970-01-01' + CAST(latest // 4294967296 AS INTEGER) AS last_date,
    shots,
    CAST(low + high AS DOUBLE) / 2000 AS ct_median,
    1.4826::DOUBLE * (near + far) / 4000 AS ct_mad,
    (low + d) / 1000 AS ct_mean,
    CASE WHEN shots > 1 THEN sqrt(m2 * shots / (shots - 1)) / 1000 END AS ct_stddev,
    list_filter(histogram, lambda h: h.shots = highest)[1].bin_s AS ct_mode,
    CAST(p05 * (100 - (shots - 1) * 5 % 100) + p05_next * ((shots - 1) * 5 % 100) AS DOUBLE) / 100000 AS p05,
    CAST(p95 * (100 - (shots - 1) * 95 % 100) + p95_next * ((shots - 1) * 95 % 100) AS DOUBLE) / 100000 AS p95,
    CASE WHEN shots >= 3 AND m2 > 0 THEN m3 / power(m2, 1.5) END AS skewness,
    CASE WHEN shots >= 4 AND m2 > 0 THEN m4 / m2 / m2 - 3 END AS kurtosis,
    -- What is carried from bin to bin: the last peak or valley, whether it is a peak, and peaks that are over.
    -- Each bin has the highest one with it: list_reduce takes a column's value from other rows.
    list_reduce(
        list_transform(list_append(flatten(slopes), 0), lambda n: [n, highest]),
        lambda last, bin: CASE
            WHEN last[2] = 1 AND bin[1] >= last[1] THEN [bin[1], 1, last[3]]
            WHEN last[2] = 1 AND 10 * (last[1] - bin[1]) >= bin[2] THEN [bin[1], 0, last[3] + 1]
            WHEN last[2] = 0 AND bin[1] <= last[1] THEN [bin[1], 0, last[3]]
            WHEN last[2] = 0 AND 10 * (bin[1] - last[1]) >= bin[2] THEN [bin[1], 1, last[3]]
            ELSE last
        END,
        [0, 0, 0]
    )[3] AS modes,
    histogram,
    CAST(temp_low + temp_high AS DOUBLE) / 2000 AS temp_median,
    1.4826::DOUBLE * (temp_near + temp_far) / 4000 AS temp_mad,
    CASE
        WHEN base_shots = 0 THEN NULL
        WHEN untied = 0 THEN 1
        ELSE two_sided_p(beside_u / sqrt(CAST(base_shots AS DOUBLE) * shots * CAST(untied AS DOUBLE)
            / (12.0 * (shots + base_shots) * (shots + base_shots - 1))))
    END AS mann_whitney_p,
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
