-- model:   mart.quality_tool_day
-- kind:    view
-- grain:   one row per tool, part, local production day and measure: whether the process was in control on that day
-- key:     equipment_code, part_id, local_date, measure
-- equipment_code   the tool
-- part_id          part of the shots; NULL without one
-- local_date       local production day; each is judged by itself, from a state of rest at its start
-- measure          ct (of slow, fast and normal shots) or temperature (measured ones)
-- shots            values
-- mean             mean, s or °C; all without another unit are
-- deviation        standard deviation of the sample; NULL under two values
-- mean_range       mean distance of neighbours: of a run on that day, of temperatures those of the day; NULL without a pair
-- lag1             autocorrelation of neighbours, -1..1; NULL without a pair, and where all are equal
-- outliers         values farther than 3 × 1.4826 MAD from the median of the eleven around them, the MAD at least 0.1 (Hampel)
-- center           center line of the means of subgroups: their mean on the days of mart.baba_window; NULL where chart_reason says why
-- lower            lower limit: center - 3σ of the means, σ from the mean standard deviation of subgroups of these days
-- upper            upper limit
-- points           subgroups of consecutive neighbours, as many as quality.spc.subgroup says; what is left of a run on a day is none
-- rule_signals     points of which one of Nelson's rules that are on says so; NULL where chart_reason says why, like all four
-- ewma_signals     points with their moving average beyond its limit; NULL also where the EWMA is off
-- cusum_signals    points with a cumulative sum beyond h; NULL also where the CUSUM is off
-- signals          points that are one of the three
-- alarms           signals with enough signals among the last points (quality.spc.alarm_need of alarm_of)
-- chart_reason     why there are no limits: too_few_shots, never_steady, pin_without_shots, as in mart.baba_window; no_points (in the
--     baseline), no_spread
-- l1_below         lower limit of level 1 at the end of the day, s; NULL of temperatures, and without an approved cycle time
-- l1_above         upper one
-- cp               (l1_above - l1_below) / 6σ, σ of neighbours: mean_range × √π / 2; NULL where capability_reason says why, like all that
--     follow up to it
-- cp_low           lower end of its 95 % interval
-- cp_high          upper end
-- cpk              the smaller one of l1_above - mean and mean - l1_below, / 3σ
-- cpk_low          lower end of its 95 % interval
-- cpk_high         upper end
-- pp               as cp, with deviation for σ
-- pp_low           lower end of its 95 % interval
-- pp_high          upper end
-- ppk              as cpk, with deviation for σ
-- ppk_low          lower end of its 95 % interval
-- ppk_high         upper end
-- capability_reason  no_limits, under_100_shots, no_spread
-- median           daily median of mart.process_day, of which drifts and shifts are; NULL under 20 values
-- slope            its slope over 28 days up to this one (mart.process_trend), s or °C a day; NULL under 10 days, like its interval
-- slope_low        lower end of its 95 % interval, s or °C a day
-- slope_high       upper end of it, s or °C a day
-- is_drift         the interval excludes 0, and 28 days of the slope pass quality.spc.drift_share of the median; NULL without a slope
-- shift            size of the shift of mart.process_event that begins on this day; NULL without one
WITH measured AS (
    SELECT
        s.equipment_code,
        c.part_id,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
        'ct' AS measure,
        s.run_id AS series,
        s.shot_time_utc,
        s.seq,
        s.counter_code,
        s.context_no,
        ct_us(s.ct) AS value
    FROM mart.shot_interval s
    JOIN core.shot_context c ON c.equipment_code = s.equipment_code AND c.context_no = s.context_no
    WHERE s.class IN ('normal', 'slow', 'fast')
    UNION ALL
    SELECT
        c.equipment_code,
        c.part_id,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us),
        'temperature',
        0,
        s.shot_time_utc,
        s.seq,
        c.counter_code,
        s.context_no,
        CAST(round(s.temperature * 1000000) AS BIGINT)
    FROM core.shot s
    JOIN core.shot_context c ON c.context_no = s.context_no
    WHERE s.temperature IS NOT NULL
),
ordered AS (
    SELECT
        m.*,
        q.subgroup,
        lag(m.value) OVER along AS before,
        (row_number() OVER along - 1) // q.subgroup AS group_no,
        list(m.value) OVER around AS around
    FROM measured m
    CROSS JOIN core.setting_spc q
    WINDOW
        along AS (PARTITION BY m.equipment_code, m.part_id, m.local_date, m.measure, m.series ORDER BY m.shot_time_utc, m.seq NULLS FIRST, m.counter_code),
        around AS (
            PARTITION BY m.equipment_code, m.part_id, m.local_date, m.measure ORDER BY m.shot_time_utc, m.seq NULLS FIRST, m.counter_code
            ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING
        )
),
-- The median of few values is looked for: only where they lie farther apart than the floor of the MAD allows.
centered AS (
    SELECT
        o.*,
        CASE
            WHEN abs(o.value - list_min(o.around)) > 3 * 1.4826::DOUBLE * 100000 OR abs(o.value - list_max(o.around)) > 3 * 1.4826::DOUBLE * 100000
            THEN list_aggregate(o.around, 'median')
        END AS middle
    FROM ordered o
),
grouped AS (
    SELECT
        o.equipment_code,
        o.part_id,
        o.local_date,
        o.measure,
        o.series,
        o.group_no,
        o.subgroup,
        max(o.shot_time_utc) AS at_utc,
        max(CAST(epoch_us(o.shot_time_utc) AS HUGEINT) * 4294967296 + o.context_no) AS latest,
        count(*) AS shots,
        CAST(sum(o.value) AS HUGEINT) AS total,
        sum(CAST(o.value AS HUGEINT) * o.value) AS squares,
        count(o.before) AS pairs,
        sum(abs(o.value - o.before)) AS steps,
        sum(CAST(o.value AS HUGEINT) * o.before) AS products,
        sum(o.value + o.before) AS pair_sums,
        count(*) FILTER (WHERE CASE
            WHEN abs(o.value - o.middle) > 3 * 1.4826::DOUBLE * 100000
            THEN abs(o.value - o.middle) > 3 * 1.4826::DOUBLE * list_aggregate(list_transform(o.around, lambda n: abs(n - o.middle)), 'median')
        END) AS outliers
    FROM centered o
    GROUP BY o.equipment_code, o.part_id, o.local_date, o.measure, o.series, o.group_no, o.subgroup
),
-- The values of the days of the baselines once more, whatever days are asked for. A step that both read would be made for all tools and days.
base_measured AS (
    SELECT
        s.equipment_code,
        c.part_id,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us) AS local_date,
        'ct' AS measure,
        s.run_id AS series,
        s.shot_time_utc,
        s.seq,
        s.counter_code,
        ct_us(s.ct) AS value
    FROM mart.shot_interval s
    JOIN core.shot_context c ON c.equipment_code = s.equipment_code AND c.context_no = s.context_no
    JOIN mart.baba_window w
      ON w.equipment_code = s.equipment_code
     AND w.part_id IS NOT DISTINCT FROM c.part_id
     AND s.shot_time_utc >= w.from_date - 3
     AND s.shot_time_utc < w.to_date + 3
     AND w.from_date <= local_day(s.shot_time_utc, c.offset_us, c.day_start_us)
     AND w.to_date > local_day(s.shot_time_utc, c.offset_us, c.day_start_us)
    WHERE s.class IN ('normal', 'slow', 'fast')
    UNION ALL
    SELECT
        c.equipment_code,
        c.part_id,
        local_day(s.shot_time_utc, c.offset_us, c.day_start_us),
        'temperature',
        0,
        s.shot_time_utc,
        s.seq,
        c.counter_code,
        CAST(round(s.temperature * 1000000) AS BIGINT)
    FROM core.shot s
    JOIN core.shot_context c ON c.context_no = s.context_no
    JOIN mart.baba_window w
      ON w.equipment_code = c.equipment_code
     AND w.part_id IS NOT DISTINCT FROM c.part_id
     AND s.shot_time_utc >= w.from_date - 3
     AND s.shot_time_utc < w.to_date + 3
     AND w.from_date <= local_day(s.shot_time_utc, c.offset_us, c.day_start_us)
     AND w.to_date > local_day(s.shot_time_utc, c.offset_us, c.day_start_us)
    WHERE s.temperature IS NOT NULL
),
base_ordered AS (
    SELECT
        m.*,
        q.subgroup,
        (row_number() OVER along - 1) // q.subgroup AS group_no
    FROM base_measured m
    CROSS JOIN core.setting_spc q
    WINDOW along AS (PARTITION BY m.equipment_code, m.part_id, m.local_date, m.measure, m.series ORDER BY m.shot_time_utc, m.seq NULLS FIRST, m.counter_code)
),
-- In whole nanoseconds, so that no limit hangs on the order of threads.
base_grouped AS (
    SELECT
        o.equipment_code,
        o.part_id,
        o.measure,
        o.subgroup,
        CAST(sum(o.value) AS HUGEINT) AS total,
        CAST(round(1000 * sample_deviation(count(*), CAST(sum(o.value) AS HUGEINT), sum(CAST(o.value AS HUGEINT) * o.value))) AS BIGINT) AS spread
    FROM base_ordered o
    GROUP BY o.equipment_code, o.part_id, o.local_date, o.measure, o.series, o.group_no, o.subgroup
    HAVING count(*) = o.subgroup
),
base AS (
    SELECT
        b.equipment_code,
        b.part_id,
        b.measure,
        CAST(sum(b.total) AS DOUBLE) / (count(*) * b.subgroup) AS center,
        CAST(sum(b.spread) AS DOUBLE) / count(*) / 1000
            / sqrt(b.subgroup) / (sqrt(2.0 / (b.subgroup - 1)) * exp(lgamma(b.subgroup / 2.0) - lgamma((b.subgroup - 1) / 2.0))) AS sigma
    FROM base_grouped b
    GROUP BY b.equipment_code, b.part_id, b.measure, b.subgroup
),
limited AS (
    SELECT
        g.*,
        w.reason AS base_reason,
        g.shots = g.subgroup AS is_point,
        CAST(g.total AS DOUBLE) / g.shots AS x,
        l.center,
        l.sigma
    FROM grouped g
    LEFT JOIN mart.baba_window w ON w.equipment_code = g.equipment_code AND w.part_id IS NOT DISTINCT FROM g.part_id
    LEFT JOIN base l ON l.equipment_code = g.equipment_code AND l.part_id IS NOT DISTINCT FROM g.part_id AND l.measure = g.measure
),
-- The points of a day in their order; what is no point is a series of its own.
placed AS (
    SELECT
        l.equipment_code,
        l.part_id,
        l.local_date,
        l.measure,
        l.latest,
        l.shots,
        l.total,
        l.squares,
        l.pairs,
        l.steps,
        l.products,
        l.pair_sums,
        l.outliers,
        l.base_reason,
        l.is_point,
        l.at_utc,
        l.series,
        l.group_no,
        l.x,
        l.center,
        nullif(l.sigma, 0) AS sigma,
        sign(l.x - l.center) AS side,
        CASE
            WHEN l.x > l.center + 3 * l.sigma OR l.x < l.center - 3 * l.sigma THEN 4
            WHEN abs(l.x - l.center) > 2 * l.sigma THEN 3
            WHEN abs(l.x - l.center) > l.sigma THEN 2
            ELSE 1
        END * sign(l.x - l.center) AS zone,
        (l.x - l.center) / nullif(l.sigma, 0) AS z,
        sign(l.x - lag(l.x) OVER points) AS direction,
        row_number() OVER points - 1 AS place
    FROM limited l
    WINDOW points AS (PARTITION BY l.equipment_code, l.part_id, l.local_date, l.measure, l.is_point ORDER BY l.at_utc, l.series, l.group_no)
),
-- The EWMA of a long day would take powers beyond a DOUBLE, so it is summed in blocks: what lies two blocks back has a weight of e^-300.
blocked AS (
    SELECT
        p.*,
        q.* EXCLUDE (subgroup),
        -ln(1 - least(q.weight, 1 - 1e-12)) AS fading,
        greatest(1, CAST(floor(300 / -ln(1 - least(q.weight, 1 - 1e-12))) AS BIGINT)) AS block_size,
        coalesce(p.direction <> 0 AND p.direction = -lag(p.direction) OVER points, FALSE) AS is_turn
    FROM placed p
    CROSS JOIN core.setting_spc q
    WINDOW points AS (PARTITION BY p.equipment_code, p.part_id, p.local_date, p.measure, p.is_point ORDER BY p.place)
),
averaged AS (
    SELECT
        b.*,
        exp(-b.fading * (b.place % b.block_size)) * sum(b.z * exp(b.fading * (b.place % b.block_size))) OVER (
            PARTITION BY b.equipment_code, b.part_id, b.local_date, b.measure, b.is_point, b.place // b.block_size ORDER BY b.place
        ) AS block_average,
        sum(b.z - b.slack) OVER points AS above,
        sum(-b.z - b.slack) OVER points AS below
    FROM blocked b
    WINDOW points AS (PARTITION BY b.equipment_code, b.part_id, b.local_date, b.measure, b.is_point ORDER BY b.place)
),
ruled AS (
    SELECT
        a.*,
        a.weight * (a.block_average + exp(-a.fading * (a.place % a.block_size + 1))
            * coalesce(lag(a.block_average, a.place % a.block_size + 1) OVER points, 0)) AS ewma_at,
        a.reach * sqrt(a.weight / (2 - a.weight) * (1 - power(1 - a.weight, 2 * (a.place + 1)))) AS ewma_reach,
        greatest(a.above - least(0, min(a.above) OVER points), a.below - least(0, min(a.below) OVER points)) AS cusum_at,
        (a.rule_1 AND abs(a.zone) = 4)
        OR (a.rule_2 AND abs(sum(a.side) OVER (points ROWS BETWEEN 8 PRECEDING AND CURRENT ROW)) = 9)
        OR (a.rule_3 AND abs(sum(a.direction) OVER (points ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)) = 5)
        OR (a.rule_4 AND count(CASE WHEN a.is_turn THEN 1 END) OVER (points ROWS BETWEEN 11 PRECEDING AND CURRENT ROW) = 12)
        OR (a.rule_5 AND abs(a.zone) >= 3
            AND count(CASE WHEN a.zone >= 3 THEN 1 END) OVER (points ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) * greatest(a.side, 0)
            + count(CASE WHEN a.zone <= -3 THEN 1 END) OVER (points ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) * greatest(-a.side, 0) >= 2)
        OR (a.rule_6 AND abs(a.zone) >= 2
            AND count(CASE WHEN a.zone >= 2 THEN 1 END) OVER (points ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) * greatest(a.side, 0)
            + count(CASE WHEN a.zone <= -2 THEN 1 END) OVER (points ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) * greatest(-a.side, 0) >= 4)
        OR (a.rule_7 AND count(CASE WHEN abs(a.zone) <= 1 THEN 1 END) OVER (points ROWS BETWEEN 14 PRECEDING AND CURRENT ROW) = 15)
        OR (a.rule_8 AND count(CASE WHEN abs(a.zone) >= 2 THEN 1 END) OVER (points ROWS BETWEEN 7 PRECEDING AND CURRENT ROW) = 8
            AND min(a.side) OVER (points ROWS BETWEEN 7 PRECEDING AND CURRENT ROW) < 0
            AND max(a.side) OVER (points ROWS BETWEEN 7 PRECEDING AND CURRENT ROW) > 0) AS is_rule
    FROM averaged a
    WINDOW points AS (PARTITION BY a.equipment_code, a.part_id, a.local_date, a.measure, a.is_point ORDER BY a.place)
),
signalled AS (
    SELECT
        r.*,
        coalesce(r.is_point AND r.is_rule, FALSE) AS is_rule_signal,
        coalesce(r.is_point AND r.ewma AND abs(r.ewma_at) > r.ewma_reach, FALSE) AS is_ewma_signal,
        coalesce(r.is_point AND r.cusum AND r.cusum_at > r.decision, FALSE) AS is_cusum_signal
    FROM ruled r
),
alarmed AS (
    SELECT
        s.*,
        s.is_rule_signal OR s.is_ewma_signal OR s.is_cusum_signal AS is_signal,
        count(CASE WHEN s.is_rule_signal OR s.is_ewma_signal OR s.is_cusum_signal THEN 1 END) OVER (
            PARTITION BY s.equipment_code, s.part_id, s.local_date, s.measure, s.is_point ORDER BY s.place ROWS BETWEEN s.alarm_of - 1 PRECEDING AND CURRENT ROW
        ) >= s.alarm_need AS is_enough
    FROM signalled s
),
summed AS (
    SELECT
        a.equipment_code,
        a.part_id,
        a.local_date,
        a.measure,
        CAST(max(a.latest) % 4294967296 AS INTEGER) AS context_no,
        CAST(sum(a.shots) AS BIGINT) AS shots,
        sum(a.total) AS total,
        sum(a.squares) AS squares,
        CAST(sum(a.pairs) AS BIGINT) AS pairs,
        CAST(sum(a.steps) AS DOUBLE) / nullif(sum(a.pairs), 0) AS mean_range,
        sum(a.products) AS products,
        sum(a.pair_sums) AS pair_sums,
        CAST(sum(a.outliers) AS BIGINT) AS outliers,
        max(a.center) AS center,
        max(a.sigma) AS sigma,
        max(a.base_reason) AS base_reason,
        max(a.ewma) AS ewma,
        max(a.cusum) AS cusum,
        max(a.drift_share) AS drift_share,
        count(*) FILTER (WHERE a.is_point) AS points,
        count(*) FILTER (WHERE a.is_rule_signal) AS rule_signals,
        count(*) FILTER (WHERE a.is_ewma_signal) AS ewma_signals,
        count(*) FILTER (WHERE a.is_cusum_signal) AS cusum_signals,
        count(*) FILTER (WHERE a.is_signal) AS signals,
        count(*) FILTER (WHERE a.is_signal AND a.is_enough) AS alarms
    FROM alarmed a
    GROUP BY a.equipment_code, a.part_id, a.local_date, a.measure
),
wide AS (
    SELECT
        s.*,
        CAST(s.total AS DOUBLE) / s.shots AS mean,
        sample_deviation(s.shots, s.total, s.squares) AS deviation,
        CASE WHEN s.measure = 'ct' THEN ct_us(k.approved_ct) END AS approved_us,
        CAST(round(limit_width(ct_us(k.approved_ct), v.share1, v.seconds1 * 1000000, q.level1)) AS BIGINT) AS width_us
    FROM summed s
    JOIN core.shot_context k ON k.equipment_code = s.equipment_code AND k.context_no = s.context_no
    CROSS JOIN core.setting_quality q
    LEFT JOIN core.cycle_limit v
      ON v.equipment_code = s.equipment_code
     AND v.mold_id = k.mold_id
     AND v.from_utc < s.local_date + 1 + to_microseconds(k.day_start_us - k.offset_us)
     AND v.to_utc >= s.local_date + 1 + to_microseconds(k.day_start_us - k.offset_us)
),
-- σ of neighbours, and the freedom that mean ranges are worth (Cryer and Ryan 1990).
capable AS (
    SELECT
        w.*,
        w.approved_us - w.width_us AS below_us,
        w.approved_us + w.width_us AS above_us,
        CASE WHEN w.shots >= 100 AND w.mean_range > 0 THEN w.mean_range * sqrt(pi()) / 2 END AS within,
        CASE WHEN w.shots >= 100 THEN range_freedom(nullif(w.pairs, 0)) END AS within_freedom,
        CASE WHEN w.shots >= 100 AND w.deviation > 0 THEN w.deviation END AS overall,
        CASE WHEN w.shots >= 100 THEN w.shots - 1 END AS overall_freedom
    FROM wide w
),
indexed AS (
    SELECT
        c.*,
        (c.above_us - c.below_us) / (6 * c.within) AS cp,
        least(c.above_us - c.mean, c.mean - c.below_us) / (3 * c.within) AS cpk,
        (c.above_us - c.below_us) / (6 * c.overall) AS pp,
        least(c.above_us - c.mean, c.mean - c.below_us) / (3 * c.overall) AS ppk
    FROM capable c
)
SELECT
    i.equipment_code,
    i.part_id,
    i.local_date,
    i.measure,
    i.shots,
    i.mean / 1000000 AS mean,
    i.deviation / 1000000 AS deviation,
    i.mean_range / 1000000 AS mean_range,
    -- Covariance of neighbours over the variance of all.
    CAST(i.shots * i.shots * i.products - i.shots * i.total * i.pair_sums + i.pairs * i.total * i.total AS DOUBLE)
        / nullif(i.pairs, 0) / nullif(CAST(i.shots * i.squares - i.total * i.total AS DOUBLE), 0) AS lag1,
    i.outliers,
    CASE WHEN i.sigma IS NOT NULL THEN i.center / 1000000 END AS center,
    (i.center - 3 * i.sigma) / 1000000 AS lower,
    (i.center + 3 * i.sigma) / 1000000 AS upper,
    i.points,
    CASE WHEN i.sigma IS NOT NULL THEN i.rule_signals END AS rule_signals,
    CASE WHEN i.sigma IS NOT NULL AND i.ewma THEN i.ewma_signals END AS ewma_signals,
    CASE WHEN i.sigma IS NOT NULL AND i.cusum THEN i.cusum_signals END AS cusum_signals,
    CASE WHEN i.sigma IS NOT NULL THEN i.signals END AS signals,
    CASE WHEN i.sigma IS NOT NULL THEN i.alarms END AS alarms,
    CASE WHEN i.sigma IS NULL THEN coalesce(i.base_reason, CASE WHEN i.center IS NULL THEN 'no_points' ELSE 'no_spread' END) END AS chart_reason,
    CAST(i.below_us AS DOUBLE) / 1000000 AS l1_below,
    CAST(i.above_us AS DOUBLE) / 1000000 AS l1_above,
    i.cp,
    i.cp * sqrt(chi_square(-1.959963984540054, i.within_freedom) / i.within_freedom) AS cp_low,
    i.cp * sqrt(chi_square(1.959963984540054, i.within_freedom) / i.within_freedom) AS cp_high,
    i.cpk,
    i.cpk - 1.959963984540054 * sqrt(1 / (9.0 * i.shots) + i.cpk * i.cpk / (2 * i.within_freedom)) AS cpk_low,
    i.cpk + 1.959963984540054 * sqrt(1 / (9.0 * i.shots) + i.cpk * i.cpk / (2 * i.within_freedom)) AS cpk_high,
    i.pp,
    i.pp * sqrt(chi_square(-1.959963984540054, i.overall_freedom) / i.overall_freedom) AS pp_low,
    i.pp * sqrt(chi_square(1.959963984540054, i.overall_freedom) / i.overall_freedom) AS pp_high,
    i.ppk,
    i.ppk - 1.959963984540054 * sqrt(1 / (9.0 * i.shots) + i.ppk * i.ppk / (2 * i.overall_freedom)) AS ppk_low,
    i.ppk + 1.959963984540054 * sqrt(1 / (9.0 * i.shots) + i.ppk * i.ppk / (2 * i.overall_freedom)) AS ppk_high,
    CASE
        WHEN i.above_us IS NULL THEN 'no_limits'
        WHEN i.shots < 100 THEN 'under_100_shots'
        WHEN i.within IS NULL THEN 'no_spread'
    END AS capability_reason,
    t.median,
    t.slope_28d AS slope,
    t.slope_28d_low AS slope_low,
    t.slope_28d_high AS slope_high,
    (t.slope_28d_low > 0 OR t.slope_28d_high < 0) AND abs(28 * t.slope_28d) > i.drift_share * abs(t.median) AS is_drift,
    e.size AS shift
FROM indexed i
LEFT JOIN mart.process_trend t
  ON t.equipment_code = i.equipment_code
 AND t.part_id IS NOT DISTINCT FROM i.part_id
 AND t.local_date = i.local_date
 AND t.measure = i.measure
LEFT JOIN mart.process_event e
  ON e.equipment_code = i.equipment_code
 AND e.part_id IS NOT DISTINCT FROM i.part_id
 AND e.from_date = i.local_date
 AND e.measure = i.measure
 AND e.kind = 'shift'
