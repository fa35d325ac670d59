-- model:   mart.ana_shot_made
-- kind:    view
-- grain:   one row per session: what a tool made of one part, without a silence of more than 8 h, in one ISO week of its clock
-- key:     equipment_code, session_id
-- equipment_code      the tool
-- session_id          stable id, from the tool and the session's first shot
-- mold_id             mold of its first shot
-- part_id             its part; NULL without one
-- part_code           code of it, of the first shot
-- supplier_id         supplier of its first shot
-- location_id         plant of its first shot
-- approved_ct         the latest approved cycle time in it, s; NULL without one
-- start_utc           start of its first cycle
-- end_utc             end of its last one
-- start_local         start_utc on the clock of its first shot's location
-- end_local           end_utc on the clock of its last shot's location
-- shots_made          shots
-- parts_made          parts
-- l1_below            lower limit of level 1, s: like all limits those that MOLD has at its last shot, else those of the
--     configuration; NULL without an approved cycle time
-- l1_above            upper one
-- l2_below            lower limit of level 2, s; it is at least as wide as level 1
-- l2_above            upper one
-- shots_below         shots with a ct under l1_below; idle ones are in none of the three; NULL without limits
-- shots_within        from l1_below to l1_above
-- shots_above         over l1_above
-- shots_beyond_l2     under l2_below or over l2_above; NULL without limits
-- ct_below            mean ct of shots_below, s; NULL without one
-- ct_within           mean ct of shots_within, s
-- ct_above            mean ct of shots_above, s
-- shots_idle          shots of which the counter only said 'at least this long'
-- ct_mean             mean ct, s; like all of ct_… over shots that are not idle, NULL without one
-- ct_stddev           standard deviation of the sample, s; NULL under two shots
-- ct_cv               ct_stddev / ct_mean
-- ct_min              shortest ct, s
-- ct_p05              5th percentile, s, linear between neighbours
-- ct_p50              median, s
-- ct_p95              95th percentile, s
-- ct_max              longest ct, s
-- ct_mode             most frequent ct on a grid of 0.1 s, the shortest of equally frequent ones, s
-- temp_mean           mean of the measured temperatures, °C; NULL without one
-- temp_min            lowest one, °C
-- temp_max            highest one, °C
-- temp_stddev         standard deviation of the sample, °C; NULL under two
-- production_time_us  sum of the ct of shots that are not idle, µs
-- idle_time_us        time between its shots that is in no cycle, µs
-- total_time_us       end_utc - start_utc, µs
-- uptime              production_time_us / total_time_us; above 1 where cycles overlap; NULL without time
-- iso_year            ISO year of its first shot's local time, like all that follow
-- iso_week            ISO week
-- local_date          date
-- weekday             1 = Monday … 7 = Sunday
-- month               month, 1..12
-- quarter             quarter, 1..4
-- year                year
-- quality_score       mean score of its shots
WITH summed AS (
    SELECT
        s.equipment_code,
        s.session_id,
        max(s.mold_id) FILTER (WHERE s.is_first) AS mold_id,
        max(s.part_id) AS part_id,
        max(s.part_code) FILTER (WHERE s.is_first) AS part_code,
        max(s.supplier_id) FILTER (WHERE s.is_first) AS supplier_id,
        max(s.location_id) FILTER (WHERE s.is_first) AS location_id,
        max(s.time_zone) FILTER (WHERE s.is_first) AS first_zone,
        max(s.time_zone) FILTER (WHERE s.is_last) AS last_zone,
        max(s.is_start) AS is_start,
        max(s.stop_factor) AS stop_factor,
        epoch_us(min(s.shot_time_utc)) AS first_us,
        epoch_us(max(s.shot_time_utc)) AS last_us,
        max(s.ct_us) FILTER (WHERE s.is_first) AS first_ct_us,
        max(s.ct_us) FILTER (WHERE s.is_last) AS last_ct_us,
        max(s.is_idle) FILTER (WHERE s.is_first) AS is_first_idle,
        max(s.is_idle) FILTER (WHERE s.is_last) AS is_last_idle,
        max(s.before_us) FILTER (WHERE s.is_first) AS before_us,
        max(s.after_us) FILTER (WHERE s.is_last) AS after_us,
        max(s.shot_time_local) FILTER (WHERE s.is_first) AS first_local,
        max(s.approved_us) AS approved_us,
        max(s.l1_below_us) AS l1_below_us,
        max(s.l1_above_us) AS l1_above_us,
        max(s.l2_below_us) AS l2_below_us,
        max(s.l2_above_us) AS l2_above_us,
        count(*) AS shots_made,
        CAST(sum(s.parts) AS BIGINT) AS parts_made,
        count(*) FILTER (WHERE s.is_idle) AS shots_idle,
        count(*) FILTER (WHERE NOT s.is_idle) AS shots,
        count(*) FILTER (WHERE s.band = 'below') AS shots_below,
        count(*) FILTER (WHERE s.band = 'within') AS shots_within,
        count(*) FILTER (WHERE s.band = 'above') AS shots_above,
        count(*) FILTER (WHERE s.is_beyond_l2) AS shots_beyond_l2,
        CAST(sum(s.ct_us) FILTER (WHERE s.band = 'below') AS BIGINT) AS below_us,
        CAST(sum(s.ct_us) FILTER (WHERE s.band = 'within') AS BIGINT) AS within_us,
        CAST(sum(s.ct_us) FILTER (WHERE s.band = 'above') AS BIGINT) AS above_us,
        CAST(coalesce(sum(s.ct_us) FILTER (WHERE NOT s.is_idle), 0) AS BIGINT) AS production_time_us,
        sum(CAST(s.ct_us AS HUGEINT) * s.ct_us) FILTER (WHERE NOT s.is_idle) AS ct_squares,
        min(s.ct_us) FILTER (WHERE NOT s.is_idle) AS ct_min_us,
        max(s.ct_us) FILTER (WHERE NOT s.is_idle) AS ct_max_us,
        quantile_cont(s.ct_us, [0.05, 0.5, 0.95]) FILTER (WHERE NOT s.is_idle) AS ct_percentiles,
        -- Its keys are in order, so the first of the largest counts is the shortest ct.
        histogram((s.ct_us + 50000) // 100000) FILTER (WHERE NOT s.is_idle) AS tenths,
        CAST(sum(s.idle_time_us) AS BIGINT) AS idle_time_us,
        count(s.temperature) AS temperatures,
        CAST(sum(CAST(round(s.temperature * 1000000) AS BIGINT)) AS HUGEINT) AS degrees,
        sum(CAST(CAST(round(s.temperature * 1000000) AS BIGINT) AS HUGEINT) * CAST(round(s.temperature * 1000000) AS BIGINT)) AS degree_squares,
        min(s.temperature) AS temp_min,
        max(s.temperature) AS temp_max,
        CAST(sum(s.quality_score) AS BIGINT) AS score_sum
    FROM mart.ana_shot s
    GROUP BY s.equipment_code, s.session_id
),
referred AS (
    SELECT
        s.*,
        map_keys(s.tenths)[list_position(map_values(s.tenths), list_max(map_values(s.tenths)))] * 100000 AS mode_us,
        coalesce(s.approved_us, map_keys(s.tenths)[list_position(map_values(s.tenths), list_max(map_values(s.tenths)))] * 100000, 0) AS ref_us
    FROM summed s
),
-- The one cycle with no shot on its other side is as long as the run rate's is.
placed AS (
    SELECT
        r.*,
        CASE WHEN r.is_start THEN r.first_us ELSE r.first_us - least(
            CASE
                WHEN r.is_first_idle OR hides_stop(r.first_ct_us, r.ref_us, r.stop_factor) THEN r.ref_us
                ELSE r.first_ct_us
            END,
            coalesce(r.before_us, 9223372036854775807)
        ) END AS start_us,
        CASE WHEN NOT r.is_start THEN r.last_us ELSE r.last_us + least(
            CASE
                WHEN r.is_last_idle OR hides_stop(r.last_ct_us, r.ref_us, r.stop_factor) THEN r.ref_us
                ELSE r.last_ct_us
            END,
            coalesce(r.after_us, 9223372036854775807)
        ) END AS end_us
    FROM referred r
)
SELECT
    p.equipment_code,
    p.session_id,
    p.mold_id,
    p.part_id,
    p.part_code,
    p.supplier_id,
    p.location_id,
    CAST(p.approved_us / 1000000 AS DOUBLE) AS approved_ct,
    from_epoch_us(p.start_us) AS start_utc,
    from_epoch_us(p.end_us) AS end_utc,
    from_epoch_us(p.start_us + a.offset_us) AS start_local,
    from_epoch_us(p.end_us + z.offset_us) AS end_local,
    p.shots_made,
    p.parts_made,
    CAST(p.l1_below_us / 1000000 AS DOUBLE) AS l1_below,
    CAST(p.l1_above_us / 1000000 AS DOUBLE) AS l1_above,
    CAST(p.l2_below_us / 1000000 AS DOUBLE) AS l2_below,
    CAST(p.l2_above_us / 1000000 AS DOUBLE) AS l2_above,
    CASE WHEN p.approved_us IS NOT NULL THEN p.shots_below END AS shots_below,
    CASE WHEN p.approved_us IS NOT NULL THEN p.shots_within END AS shots_within,
    CASE WHEN p.approved_us IS NOT NULL THEN p.shots_above END AS shots_above,
    CASE WHEN p.approved_us IS NOT NULL THEN p.shots_beyond_l2 END AS shots_beyond_l2,
    CAST(p.below_us AS DOUBLE) / nullif(p.shots_below, 0) / 1000000 AS ct_below,
    CAST(p.within_us AS DOUBLE) / nullif(p.shots_within, 0) / 1000000 AS ct_within,
    CAST(p.above_us AS DOUBLE) / nullif(p.shots_above, 0) / 1000000 AS ct_above,
    p.shots_idle,
    CAST(p.production_time_us AS DOUBLE) / nullif(p.shots, 0) / 1000000 AS ct_mean,
    sample_deviation(p.shots, p.production_time_us, p.ct_squares) / 1000000 AS ct_stddev,
    sample_deviation(p.shots, p.production_time_us, p.ct_squares) / (CAST(nullif(p.production_time_us, 0) AS DOUBLE) / nullif(p.shots, 0)) AS ct_cv,
    CAST(p.ct_min_us / 1000000 AS DOUBLE) AS ct_min,
    CAST(p.ct_percentiles[1] / 1000000 AS DOUBLE) AS ct_p05,
    CAST(p.ct_percentiles[2] / 1000000 AS DOUBLE) AS ct_p50,
    CAST(p.ct_percentiles[3] / 1000000 AS DOUBLE) AS ct_p95,
    CAST(p.ct_max_us / 1000000 AS DOUBLE) AS ct_max,
    CAST(p.mode_us / 1000000 AS DOUBLE) AS ct_mode,
    CAST(p.degrees AS DOUBLE) / nullif(p.temperatures, 0) / 1000000 AS temp_mean,
    p.temp_min,
    p.temp_max,
    sample_deviation(p.temperatures, p.degrees, p.degree_squares) / 1000000 AS temp_stddev,
    p.production_time_us,
    p.idle_time_us,
    p.end_us - p.start_us AS total_time_us,
    CAST(p.production_time_us AS DOUBLE) / nullif(p.end_us - p.start_us, 0) AS uptime,
    CAST(isoyear(p.first_local) AS INTEGER) AS iso_year,
    CAST(weekofyear(p.first_local) AS INTEGER) AS iso_week,
    CAST(p.first_local AS DATE) AS local_date,
    CAST(isodow(p.first_local) AS INTEGER) AS weekday,
    CAST(month(p.first_local) AS INTEGER) AS month,
    CAST(quarter(p.first_local) AS INTEGER) AS quarter,
    CAST(year(p.first_local) AS INTEGER) AS year,
    CAST(p.score_sum AS DOUBLE) / p.shots_made AS quality_score
FROM placed p
JOIN core.zone_offset a
  ON a.time_zone = p.first_zone
 AND from_epoch_us(p.start_us) >= a.from_utc
 AND from_epoch_us(p.start_us) < a.to_utc
JOIN core.zone_offset z
  ON z.time_zone = p.last_zone
 AND from_epoch_us(p.end_us) >= z.from_utc
 AND from_epoch_us(p.end_us) < z.to_utc
