-- model:   mart.benchmark
-- kind:    view
-- grain:   one row per tool and group that it is compared in: tools that make the same part, else those of the same tooling family
-- key:     group_id, equipment_code
-- equipment_code          the tool
-- group_kind              part; family: of the tool's shots of parts that no other tool makes; none: it is in no family either
-- group_id                'part:7', 'family:Hot runners' or 'none:T-12'
-- group_name              code of the part, name of the family; NULL for none
-- group_size              tools with shots in the group
-- part_id                 the part of a group of that kind, else NULL
-- part_code               its code
-- supplier_id             supplier of the latest day, like its name and the plant
-- supplier_name           its name
-- location_id             plant
-- location_name           its name
-- shots                   shots, like all sums those of the tool in the group
-- normal_shots            of these, within the tolerance of the reference
-- parts                   parts of these shots
-- stops                   stops that started
-- run_time_us             time of runs, µs
-- production_time_us      cycle parts of it, µs
-- ct_us                   ct of the slow, fast and normal shots with an approved cycle time, µs
-- approved_us             their approved cycle times, µs
-- weighted_ct_deviation   ct_us / approved_us - 1; NULL without an approved cycle time
-- efficiency              normal_shots / shots
-- stability               production_time_us / run_time_us; NULL without run time
-- mtbf_s                  production time / stops, s; NULL without stops
-- cavities_in_use         parts / shots
-- nominal_cavities        parts per shot that the tool is made for, as in mart.run_bridge
-- cavity_share            cavities_in_use / nominal_cavities
-- temperature_spread      median distance of the days' median temperatures from their own median × 1.4826, °C: from day to day, not
--     inside one; of several parts the widest; NULL under 3 days with temperatures
-- ct_component            max(0, 1 - |weighted_ct_deviation| / deviation_limit), 0..1
-- performance_score       100 × (stability_weight × stability + efficiency_weight × efficiency + deviation_weight × ct_component), 0..100;
--     NULL where a component with a weight is
-- score_reason            why it is NULL: no_approved_ct, no_run_time
-- score_rank              1 for the highest score; equal ones share the mean of their ranks; NULL where rank_reason says why
-- rank_reason             no_group; group_under_3; scores_under_3: fewer tools of the group have one; no_score
-- score_percentile        100 × (n - rank) / (n - 1) among the n tools with the figure, equal ones with the mean of their ranks: 100 is the
--     best, 0 the worst; NULL for n under 3, and without the figure
-- score_to_best           performance_score - the best of the group; NULL where no other tool has one
-- score_to_median         performance_score - the median of the group
-- deviation_percentile    of weighted_ct_deviation; the lowest is the best
-- deviation_to_best       difference to the best of the group, NULL where no other tool has one; like the next one
-- deviation_to_median     difference to the median
-- efficiency_percentile   of efficiency; the highest is the best
-- efficiency_to_best      difference to the best
-- efficiency_to_median    difference to the median
-- stability_percentile    of stability; the highest is the best
-- stability_to_best       difference to the best
-- stability_to_median     difference to the median
-- mtbf_percentile         of mtbf_s; the highest is the best
-- mtbf_to_best_s          difference to the best, s
-- mtbf_to_median_s        difference to the median, s
-- cavity_percentile       of cavity_share; the highest is the best
-- cavity_to_best          difference to the best
-- cavity_to_median        difference to the median
-- temperature_percentile  of temperature_spread; the lowest is the best
-- temperature_to_best     difference to the best, °C
-- temperature_to_median   difference to the median, °C
-- stability_weight        weights of the score and its limit, as configured: section benchmark
-- efficiency_weight       weight of efficiency
-- deviation_weight        weight of ct_component
-- deviation_limit         deviation at which ct_component is 0
WITH rated AS (
    SELECT
        d.equipment_code,
        d.part_id,
        max_by(d.part_code, (d.local_date, d.part_code)) AS part_code,
        sum(d.shots) AS shots,
        sum(d.normal_shots) AS normal_shots,
        sum(d.parts) AS parts,
        sum(d.stops) AS stops,
        sum(d.run_time_us) AS run_time_us,
        sum(d.production_time_us) AS production_time_us
    FROM mart.run_rate_day d
    GROUP BY d.equipment_code, d.part_id
    HAVING sum(d.shots) > 0
),
-- Where the tool stands, and whose it is, from its latest day.
latest AS (
    SELECT
        d.equipment_code,
        max(d.local_date) AS local_date
    FROM mart.run_rate_day d
    WHERE d.shots > 0
    GROUP BY d.equipment_code
),
place AS (
    SELECT
        d.equipment_code,
        d.supplier_id,
        d.supplier_name,
        d.location_id,
        d.location_name
    FROM mart.run_rate_day d
    JOIN latest l ON l.equipment_code = d.equipment_code AND l.local_date = d.local_date
    WHERE d.shots > 0
    QUALIFY row_number() OVER (
        PARTITION BY d.equipment_code
        ORDER BY d.shots DESC, d.supplier_id, d.supplier_name, d.location_id, d.location_name
    ) = 1
),
cycle AS (
    SELECT
        d.equipment_code,
        d.part_id,
        sum(d.ct_us) AS ct_us,
        sum(d.approved_us) AS approved_us
    FROM mart.roi_tool_day d
    GROUP BY d.equipment_code, d.part_id
),
level AS (
    SELECT
        d.equipment_code,
        d.part_id,
        median(d.median) AS usual
    FROM mart.process_day d
    WHERE d.measure = 'temperature'
    GROUP BY d.equipment_code, d.part_id
    HAVING count(*) >= 3
),
warmth AS (
    SELECT
        d.equipment_code,
        d.part_id,
        -- Without the noise of binary fractions, which would part equal ones.
        round(1.4826 * median(abs(d.median - l.usual)), 9) AS spread
    FROM mart.process_day d
    JOIN level l ON l.equipment_code = d.equipment_code AND l.part_id IS NOT DISTINCT FROM d.part_id
    WHERE d.measure = 'temperature'
    GROUP BY d.equipment_code, d.part_id
),
family AS (
    SELECT
        c.equipment_code,
        max_by(c.tooling_family, (c.from_utc, c.counter_code)) AS tooling_family
    FROM core.counter_period c
    WHERE c.equipment_code IS NOT NULL
    GROUP BY c.equipment_code
),
nominal AS (
    SELECT
        b.equipment_code,
        max(b.nominal_cavities) AS cavities
    FROM mart.run_bridge b
    GROUP BY b.equipment_code
),
made AS (
    SELECT
        r.*,
        c.ct_us,
        c.approved_us,
        w.spread,
        CASE WHEN f.tooling_family <> 'Unknown' THEN f.tooling_family END AS tooling_family,
        r.part_id IS NOT NULL AND count(*) OVER (PARTITION BY r.part_id) > 1 AS is_shared
    FROM rated r
    LEFT JOIN cycle c ON c.equipment_code = r.equipment_code AND c.part_id IS NOT DISTINCT FROM r.part_id
    LEFT JOIN warmth w ON w.equipment_code = r.equipment_code AND w.part_id IS NOT DISTINCT FROM r.part_id
    LEFT JOIN family f ON f.equipment_code = r.equipment_code
),
summed AS (
    SELECT
        m.equipment_code,
        CASE WHEN m.is_shared THEN 'part' WHEN m.tooling_family IS NOT NULL THEN 'family' ELSE 'none' END AS group_kind,
        CASE
            WHEN m.is_shared THEN 'part:' || m.part_id
            WHEN m.tooling_family IS NOT NULL THEN 'family:' || m.tooling_family
            ELSE 'none:' || m.equipment_code
        END AS group_id,
        CASE WHEN m.is_shared THEN m.part_id END AS part_id,
        max(CASE WHEN m.is_shared THEN m.part_code END) AS part_code,
        max(m.tooling_family) AS tooling_family,
        CAST(sum(m.shots) AS BIGINT) AS shots,
        CAST(sum(m.normal_shots) AS BIGINT) AS normal_shots,
        CAST(sum(m.parts) AS BIGINT) AS parts,
        CAST(sum(m.stops) AS BIGINT) AS stops,
        CAST(sum(m.run_time_us) AS BIGINT) AS run_time_us,
        CAST(sum(m.production_time_us) AS BIGINT) AS production_time_us,
        CAST(coalesce(sum(m.ct_us), 0) AS BIGINT) AS ct_us,
        CAST(coalesce(sum(m.approved_us), 0) AS BIGINT) AS approved_us,
        max(m.spread) AS spread
    FROM made m
    GROUP BY m.equipment_code, 2, 3, 4
),
ratio AS (
    SELECT
        s.*,
        CAST(s.ct_us - s.approved_us AS DOUBLE) / nullif(s.approved_us, 0) AS deviation,
        CAST(s.normal_shots AS DOUBLE) / s.shots AS efficiency,
        CAST(s.production_time_us AS DOUBLE) / nullif(s.run_time_us, 0) AS stability,
        CAST(s.production_time_us AS DOUBLE) / nullif(s.stops, 0) / 1000000 AS mtbf_s,
        CAST(s.parts AS DOUBLE) / s.shots AS cavities_in_use,
        n.cavities AS nominal_cavities,
        CAST(s.parts AS DOUBLE) / nullif(s.shots * n.cavities, 0) AS cavity_share
    FROM summed s
    LEFT JOIN nominal n ON n.equipment_code = s.equipment_code
),
component AS (
    SELECT
        r.*,
        w.stability_weight,
        w.efficiency_weight,
        w.deviation_weight,
        w.deviation_limit,
        CASE WHEN r.deviation IS NOT NULL THEN greatest(0, 1 - abs(r.deviation) / w.deviation_limit) END AS ct_component
    FROM ratio r
    CROSS JOIN core.setting_benchmark w
),
scored AS (
    SELECT
        c.*,
        100 * (
            CASE WHEN c.stability_weight = 0 THEN 0 ELSE c.stability_weight * c.stability END
            + CASE WHEN c.efficiency_weight = 0 THEN 0 ELSE c.efficiency_weight * c.efficiency END
            + CASE WHEN c.deviation_weight = 0 THEN 0 ELSE c.deviation_weight * c.ct_component END
        ) AS score
    FROM component c
),
field AS (
    SELECT
        s.group_id,
        count(*) AS tools,
        max(s.part_code) AS part_code,
        count(s.score) AS scores,
        max(s.score) AS best_score,
        median(s.score) AS median_score,
        count(s.deviation) AS deviations,
        min(s.deviation) AS best_deviation,
        median(s.deviation) AS median_deviation,
        count(s.efficiency) AS efficiencies,
        max(s.efficiency) AS best_efficiency,
        median(s.efficiency) AS median_efficiency,
        count(s.stability) AS stabilities,
        max(s.stability) AS best_stability,
        median(s.stability) AS median_stability,
        count(s.mtbf_s) AS mtbfs,
        max(s.mtbf_s) AS best_mtbf_s,
        median(s.mtbf_s) AS median_mtbf_s,
        count(s.cavity_share) AS cavity_shares,
        max(s.cavity_share) AS best_cavity_share,
        median(s.cavity_share) AS median_cavity_share,
        count(s.spread) AS spreads,
        min(s.spread) AS best_spread,
        median(s.spread) AS median_spread
    FROM scored s
    GROUP BY s.group_id
),
-- Better ones, and half of how many are equal (the tool too) and one more: the
-- mean rank of equal ones. Windows with a rank each took twice the whole view.
ranked AS (
    SELECT
        s.group_id,
        s.equipment_code,
        count(*) FILTER (WHERE o.score > s.score) + (count(*) FILTER (WHERE o.score = s.score) + 1) * 0.5 AS score_place,
        count(*) FILTER (WHERE o.deviation < s.deviation) + (count(*) FILTER (WHERE o.deviation = s.deviation) + 1) * 0.5 AS deviation_place,
        count(*) FILTER (WHERE o.efficiency > s.efficiency) + (count(*) FILTER (WHERE o.efficiency = s.efficiency) + 1) * 0.5 AS efficiency_place,
        count(*) FILTER (WHERE o.stability > s.stability) + (count(*) FILTER (WHERE o.stability = s.stability) + 1) * 0.5 AS stability_place,
        count(*) FILTER (WHERE o.mtbf_s > s.mtbf_s) + (count(*) FILTER (WHERE o.mtbf_s = s.mtbf_s) + 1) * 0.5 AS mtbf_place,
        count(*) FILTER (WHERE o.cavity_share > s.cavity_share) + (count(*) FILTER (WHERE o.cavity_share = s.cavity_share) + 1) * 0.5 AS cavity_place,
        count(*) FILTER (WHERE o.spread < s.spread) + (count(*) FILTER (WHERE o.spread = s.spread) + 1) * 0.5 AS temperature_place
    FROM scored s
    JOIN scored o ON o.group_id = s.group_id
    GROUP BY s.group_id, s.equipment_code
)
SELECT
    r.equipment_code,
    r.group_kind,
    r.group_id,
    CASE r.group_kind WHEN 'part' THEN f.part_code WHEN 'family' THEN r.tooling_family END AS group_name,
    f.tools AS group_size,
    r.part_id,
    f.part_code,
    p.supplier_id,
    p.supplier_name,
    p.location_id,
    p.location_name,
    r.shots,
    r.normal_shots,
    r.parts,
    r.stops,
    r.run_time_us,
    r.production_time_us,
    r.ct_us,
    r.approved_us,
    r.deviation AS weighted_ct_deviation,
    r.efficiency,
    r.stability,
    r.mtbf_s,
    r.cavities_in_use,
    r.nominal_cavities,
    r.cavity_share,
    r.spread AS temperature_spread,
    r.ct_component,
    r.score AS performance_score,
    CASE WHEN r.score IS NOT NULL THEN NULL WHEN r.stability_weight > 0 AND r.stability IS NULL THEN 'no_run_time' ELSE 'no_approved_ct' END AS score_reason,
    CASE WHEN f.scores >= 3 AND r.score IS NOT NULL THEN k.score_place END AS score_rank,
    CASE
        WHEN r.group_kind = 'none' THEN 'no_group'
        WHEN f.tools < 3 THEN 'group_under_3'
        WHEN r.score IS NULL THEN 'no_score'
        WHEN f.scores < 3 THEN 'scores_under_3'
    END AS rank_reason,
    CASE WHEN f.scores >= 3 AND r.score IS NOT NULL THEN 100 * (f.scores - k.score_place) / (f.scores - 1) END AS score_percentile,
    CASE WHEN f.scores > 1 THEN r.score - f.best_score END AS score_to_best,
    CASE WHEN f.scores > 1 THEN r.score - f.median_score END AS score_to_median,
    CASE WHEN f.deviations >= 3 AND r.deviation IS NOT NULL THEN 100 * (f.deviations - k.deviation_place) / (f.deviations - 1) END AS deviation_percentile,
    CASE WHEN f.deviations > 1 THEN r.deviation - f.best_deviation END AS deviation_to_best,
    CASE WHEN f.deviations > 1 THEN r.deviation - f.median_deviation END AS deviation_to_median,
    CASE WHEN f.efficiencies >= 3 AND r.efficiency IS NOT NULL THEN 100 * (f.efficiencies - k.efficiency_place) / (f.efficiencies - 1) END AS efficiency_percentile,
    CASE WHEN f.efficiencies > 1 THEN r.efficiency - f.best_efficiency END AS efficiency_to_best,
    CASE WHEN f.efficiencies > 1 THEN r.efficiency - f.median_efficiency END AS efficiency_to_median,
    CASE WHEN f.stabilities >= 3 AND r.stability IS NOT NULL THEN 100 * (f.stabilities - k.stability_place) / (f.stabilities - 1) END AS stability_percentile,
    CASE WHEN f.stabilities > 1 THEN r.stability - f.best_stability END AS stability_to_best,
    CASE WHEN f.stabilities > 1 THEN r.stability - f.median_stability END AS stability_to_median,
    CASE WHEN f.mtbfs >= 3 AND r.mtbf_s IS NOT NULL THEN 100 * (f.mtbfs - k.mtbf_place) / (f.mtbfs - 1) END AS mtbf_percentile,
    CASE WHEN f.mtbfs > 1 THEN r.mtbf_s - f.best_mtbf_s END AS mtbf_to_best_s,
    CASE WHEN f.mtbfs > 1 THEN r.mtbf_s - f.median_mtbf_s END AS mtbf_to_median_s,
    CASE WHEN f.cavity_shares >= 3 AND r.cavity_share IS NOT NULL THEN 100 * (f.cavity_shares - k.cavity_place) / (f.cavity_shares - 1) END AS cavity_percentile,
    CASE WHEN f.cavity_shares > 1 THEN r.cavity_share - f.best_cavity_share END AS cavity_to_best,
    CASE WHEN f.cavity_shares > 1 THEN r.cavity_share - f.median_cavity_share END AS cavity_to_median,
    CASE WHEN f.spreads >= 3 AND r.spread IS NOT NULL THEN 100 * (f.spreads - k.temperature_place) / (f.spreads - 1) END AS temperature_percentile,
    CASE WHEN f.spreads > 1 THEN r.spread - f.best_spread END AS temperature_to_best,
    CASE WHEN f.spreads > 1 THEN r.spread - f.median_spread END AS temperature_to_median,
    r.stability_weight,
    r.efficiency_weight,
    r.deviation_weight,
    r.deviation_limit
FROM scored r
JOIN ranked k ON k.group_id = r.group_id AND k.equipment_code = r.equipment_code
JOIN field f ON f.group_id = r.group_id
JOIN place p ON p.equipment_code = r.equipment_code
