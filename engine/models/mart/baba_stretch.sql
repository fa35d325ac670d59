-- model:   mart.baba_stretch
-- grain:   one row per tool, part and stretch with slow, fast or normal shots: its baseline, and each ISO week of its local production days
-- key:     equipment_code, part_id, is_baseline, from_date
-- rebuild: tool, the weeks with a changed shot; all of a tool where its baseline is another one
-- equipment_code  the tool
-- part_id         part of the shots; NULL without one
-- is_baseline     the days of mart.baba_window, else a week
-- from_date       first local production day; of a week its Monday
-- to_date         first day after it
-- last_date       its last day with such shots
-- context_no      what was decided about the last of these shots, in core.shot_context: the clock, the mold, the approved cycle time
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
-- counts          how often each ct came, in their order: value (ms) and shots
-- mean_range      mean distance of neighbours of a run, s; of baselines alone, and NULL without a pair
-- temp_median     middle value of the measured temperatures of all its shots, °C; NULL without one
-- temp_mad        1.4826 × median distance from it, °C
-- mann_whitney_p  two-sided probability, by chance, that its ct rank so far from the baseline's: normal approximation with the
--     correction for ties, without one for continuity; NULL without a baseline
WITH placed AS (
    SELECT
        c.*,
        (c.value + 50) // 100 AS bin,
        CAST(sum(c.shots) OVER along AS BIGINT) AS up_to,
        CAST(sum(c.shots) OVER (along ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS BIGINT) AS total,
        -- A bin has 100 values.
        CAST(sum(c.shots) OVER (along RANGE BETWEEN floor_mod(c.value + 50, 100) PRECEDING AND 99 - floor_mod(c.value + 50, 100) FOLLOWING) AS BIGINT) AS bin_shots,
        lag((c.value + 50) // 100) OVER along AS bin_before
    FROM stretch_count c
    SEMI JOIN scope_process g ON g.process_no = c.process_no
    WINDOW along AS (PARTITION BY c.process_no, c.week_no, c.is_ct ORDER BY c.value)
),
middle AS (
    SELECT
        p.process_no,
        p.week_no,
        p.is_ct,
        max(CASE WHEN holds_place(p.up_to, p.shots, (p.total - 1) // 2) THEN p.value END) AS low,
        max(CASE WHEN holds_place(p.up_to, p.shots, p.total // 2) THEN p.value END) AS high
    FROM placed p
    GROUP BY p.process_no, p.week_no, p.is_ct
),
-- Twice the distance from the median is a whole number.
distant AS (
    SELECT
        p.*,
        m.low,
        m.high,
        CAST(p.value - m.low AS HUGEINT) AS beside,
        abs(2 * p.value - m.low - m.high) AS distance,
        CAST(sum(p.shots) OVER (PARTITION BY p.process_no, p.week_no, p.is_ct ORDER BY abs(2 * p.value - m.low - m.high), p.value) AS BIGINT) AS up_to_distance
    FROM placed p
    JOIN middle m ON m.process_no = p.process_no AND m.week_no = p.week_no AND m.is_ct = p.is_ct
),
base AS (
    SELECT
        p.process_no,
        p.value,
        p.shots,
        p.up_to
    FROM placed p
    WHERE p.week_no = 0 AND p.is_ct
),
base_sum AS (
    SELECT b.process_no, CAST(sum(b.shots) AS HUGEINT) AS base_shots, sum(cubed(b.shots) - b.shots) AS base_ties
    FROM base b
    GROUP BY b.process_no
),
-- Beside each ct: shots of the baseline up to it, and with it.
beside AS (
    SELECT
        d.*,
        coalesce(b.up_to, 0) AS base_up_to,
        CASE WHEN b.value = d.value THEN b.shots ELSE 0 END AS base_alike
    FROM distant d
    ASOF LEFT JOIN base b ON b.process_no = CASE WHEN d.is_ct THEN d.process_no END AND b.value <= d.value
),
summed AS (
    SELECT
        d.process_no,
        d.week_no,
        d.is_kept,
        CAST(max(d.latest) FILTER (WHERE d.is_ct) AS HUGEINT) AS latest,
        max(d.total) FILTER (WHERE d.is_ct) AS shots,
        max(d.low) FILTER (WHERE d.is_ct) AS low,
        max(d.high) FILTER (WHERE d.is_ct) AS high,
        max(d.distance) FILTER (WHERE d.is_ct AND holds_place(d.up_to_distance, d.shots, (d.total - 1) // 2)) AS near,
        max(d.distance) FILTER (WHERE d.is_ct AND holds_place(d.up_to_distance, d.shots, d.total // 2)) AS far,
        max(d.value) FILTER (WHERE d.is_ct AND holds_place(d.up_to, d.shots, (d.total - 1) * 5 // 100)) AS p05,
        max(d.value) FILTER (WHERE d.is_ct AND holds_place(d.up_to, d.shots, ((d.total - 1) * 5 + 99) // 100)) AS p05_next,
        max(d.value) FILTER (WHERE d.is_ct AND holds_place(d.up_to, d.shots, (d.total - 1) * 95 // 100)) AS p95,
        max(d.value) FILTER (WHERE d.is_ct AND holds_place(d.up_to, d.shots, ((d.total - 1) * 95 + 99) // 100)) AS p95_next,
        sum(d.shots * d.beside) FILTER (WHERE d.is_ct) AS s1,
        sum(d.shots * d.beside * d.beside) FILTER (WHERE d.is_ct) AS s2,
        sum(d.shots * d.beside * d.beside * d.beside) FILTER (WHERE d.is_ct) AS s3,
        sum(d.shots * d.beside * d.beside * d.beside * d.beside) FILTER (WHERE d.is_ct) AS s4,
        sum(CAST(d.shots AS HUGEINT) * (2 * d.base_up_to - d.base_alike)) FILTER (WHERE d.is_ct) AS twice_u,
        sum(cubed(d.shots + d.base_alike) - d.shots - cubed(d.base_alike)) FILTER (WHERE d.is_ct) AS own_ties,
        max(d.bin_shots) FILTER (WHERE d.is_ct) AS highest,
        list(CASE WHEN d.bin > d.bin_before + 1 THEN [0, d.bin_shots] ELSE [d.bin_shots] END ORDER BY d.bin)
            FILTER (WHERE d.is_ct AND d.bin IS DISTINCT FROM d.bin_before) AS slopes,
        list({'bin_s': CAST(d.bin AS DOUBLE) / 10, 'shots': d.bin_shots} ORDER BY d.bin)
            FILTER (WHERE d.is_ct AND d.bin IS DISTINCT FROM d.bin_before) AS histogram,
        list({'value': d.value, 'shots': d.shots} ORDER BY d.value) FILTER (WHERE d.is_ct) AS counts,
        max(d.low) FILTER (WHERE NOT d.is_ct) AS temp_low,
        max(d.high) FILTER (WHERE NOT d.is_ct) AS temp_high,
        max(d.distance) FILTER (WHERE NOT d.is_ct AND holds_place(d.up_to_distance, d.shots, (d.total - 1) // 2)) AS temp_near,
        max(d.distance) FILTER (WHERE NOT d.is_ct AND holds_place(d.up_to_distance, d.shots, d.total // 2)) AS temp_far
    FROM beside d
    GROUP BY d.process_no, d.week_no, d.is_kept
    HAVING count(*) FILTER (WHERE d.is_ct) > 0
),
-- n³ - n less the ties: what is left of the variance of the ranks.
ranked AS (
    SELECT
        s.*,
        b.base_shots,
        cubed(s.shots + b.base_shots) - s.shots - b.base_shots - b.base_ties - s.own_ties AS untied,
        abs(CAST(s.twice_u - s.shots * b.base_shots AS DOUBLE)) / 2 AS beside_u
    FROM summed s
    LEFT JOIN base_sum b ON b.process_no = s.process_no
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
)
SELECT
    p.equipment_code,
    p.part_id,
    m.week_no = 0 AS is_baseline,
    CASE WHEN m.week_no = 0 THEN p.base_from ELSE DATE '1969-12-29' + 7 * m.week_no END AS from_date,
    CASE WHEN m.week_no = 0 THEN p.base_to ELSE DATE '1969-12-29' + 7 * m.week_no + 7 END AS to_date,
    DATE '1970-01-01' + CAST(latest // 4294967296 // 86400000000 AS INTEGER) AS last_date,
    CAST(latest % 4294967296 AS INTEGER) AS context_no,
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
    counts,
    CASE WHEN m.week_no = 0 THEN r.mean_range END AS mean_range,
    CAST(temp_low + temp_high AS DOUBLE) / 2000 AS temp_median,
    1.4826::DOUBLE * (temp_near + temp_far) / 4000 AS temp_mad,
    CASE
        WHEN base_shots IS NULL THEN NULL
        WHEN untied = 0 THEN 1
        ELSE two_sided_p(beside_u / sqrt(CAST(base_shots AS DOUBLE) * shots * CAST(untied AS DOUBLE)
            / (12.0 * (shots + base_shots) * (shots + base_shots - 1))))
    END AS mann_whitney_p
FROM moments m
JOIN stretch_process p ON p.process_no = m.process_no
LEFT JOIN stretch_range r ON r.process_no = m.process_no
WHERE NOT m.is_kept
ORDER BY m.process_no, m.week_no
