-- model:   mart.ana_shot_made
-- grain:   one row per session: what a tool made of one part, without a silence of more than 8 h, in one ISO week of its clock
-- key:     equipment_code, session_id
-- rebuild: tool, the sessions that hold or touch a changed shot
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
-- first_shot_utc      its first shot, which with first_seq and first_counter_code begins it among the tool's
-- first_seq           number of that shot
-- first_counter_code  its counter
-- last_shot_utc       its last shot
-- last_seq            number of that shot
-- last_counter_code   its counter
-- last_mold_id        mold of its last shot, whose limits are those of the session
-- is_start            its timestamps start cycles, they do not end them
-- stop_factor         a cycle longer than this multiple of the reference hides a stop
WITH piece AS (
    SELECT
        b.session_no,
        CAST(sum(p.shots_made) AS BIGINT) AS shots_made,
        CAST(sum(p.parts_made) AS BIGINT) AS parts_made,
        CAST(sum(p.shots_below) AS BIGINT) AS shots_below,
        CAST(sum(p.shots_within) AS BIGINT) AS shots_within,
        CAST(sum(p.shots_above) AS BIGINT) AS shots_above,
        CAST(sum(p.shots_beyond_l2) AS BIGINT) AS shots_beyond_l2,
        CAST(sum(p.shots_idle) AS BIGINT) AS shots_idle,
        CAST(sum(p.production_time_us) AS BIGINT) AS production_time_us,
        CAST(sum(p.idle_time_us) AS BIGINT) AS idle_time_us,
        CAST(sum(p.temperatures) AS BIGINT) AS temperatures,
        CAST(sum(p.degrees) AS HUGEINT) AS degrees,
        CAST(sum(p.degree_squares) AS HUGEINT) AS degree_squares,
        min(p.temp_min) AS temp_min,
        max(p.temp_max) AS temp_max,
        CAST(sum(p.score_sum) AS BIGINT) AS score_sum
    FROM mart.ana_slot p
    JOIN session_bound b ON b.session_id = p.session_id
    GROUP BY b.session_no
),
place AS (
    SELECT
        c.session_no,
        c.ct_us,
        c.shots,
        CAST(sum(c.shots) OVER (PARTITION BY c.session_no ORDER BY c.ct_us) AS BIGINT) AS up_to,
        CAST(sum(c.shots) OVER (PARTITION BY c.session_no) AS BIGINT) AS total
    FROM session_ct c
),
cycle AS (
    SELECT
        p.session_no,
        any_value(p.total) AS shots,
        sum(CAST(p.shots AS HUGEINT) * p.ct_us * p.ct_us) AS squares,
        min(p.ct_us) AS min_us,
        max(p.ct_us) AS max_us,
        max(CASE WHEN holds_place(p.up_to, p.shots, (p.total - 1) * 5 // 100) THEN p.ct_us END) AS p05,
        max(CASE WHEN holds_place(p.up_to, p.shots, ((p.total - 1) * 5 + 99) // 100) THEN p.ct_us END) AS p05_next,
        max(CASE WHEN holds_place(p.up_to, p.shots, (p.total - 1) // 2) THEN p.ct_us END) AS p50,
        max(CASE WHEN holds_place(p.up_to, p.shots, p.total // 2) THEN p.ct_us END) AS p50_next,
        max(CASE WHEN holds_place(p.up_to, p.shots, (p.total - 1) * 95 // 100) THEN p.ct_us END) AS p95,
        max(CASE WHEN holds_place(p.up_to, p.shots, ((p.total - 1) * 95 + 99) // 100) THEN p.ct_us END) AS p95_next,
        CAST(sum(CASE WHEN p.ct_us < l.l1_below_us THEN p.shots * p.ct_us END) AS BIGINT) AS below_us,
        CAST(sum(CASE WHEN p.ct_us >= l.l1_below_us AND p.ct_us <= l.l1_above_us THEN p.shots * p.ct_us END) AS BIGINT) AS within_us,
        CAST(sum(CASE WHEN p.ct_us > l.l1_above_us THEN p.shots * p.ct_us END) AS BIGINT) AS above_us
    FROM place p
    LEFT JOIN session_limit l ON l.session_no = p.session_no
    GROUP BY p.session_no
),
mode AS (
    SELECT t.session_no, t.tenth * 100000 AS mode_us
    FROM (
        SELECT c.session_no, (c.ct_us + 50000) // 100000 AS tenth, sum(c.shots) AS shots
        FROM session_ct c
        GROUP BY c.session_no, (c.ct_us + 50000) // 100000
    ) t
    QUALIFY row_number() OVER (PARTITION BY t.session_no ORDER BY t.shots DESC, t.tenth) = 1
),
referred AS (
    SELECT
        b.*,
        m.mode_us,
        coalesce(b.approved_us, m.mode_us, 0) AS ref_us
    FROM session_bound b
    LEFT JOIN mode m ON m.session_no = b.session_no
),
-- Joined by itself, as in mart.run_rate_slot: the planner would hash all shots.
edge AS MATERIALIZED (
    SELECT s.rn, s.kind_no, s.t_us, s.prev_t_us, s.next_t_us, s.seq, s.ct_us
    FROM (SELECT opening_rn AS rn FROM session_bound UNION SELECT last_rn FROM session_bound) b
    JOIN rate_shot s ON s.rn = b.rn
),
-- The one cycle with no shot on its other side is as long as the run rate's is.
opening AS (
    SELECT
        r.session_no,
        k.mold_id,
        k.part_code,
        k.supplier_id,
        k.location_id,
        k.time_zone,
        k.counter_code,
        s.t_us,
        s.seq,
        CASE WHEN r.is_start THEN s.t_us ELSE s.t_us - least(
            CASE WHEN coalesce(o.is_idle, FALSE) OR hides_stop(s.ct_us, r.ref_us, r.stop_factor) THEN r.ref_us ELSE s.ct_us END,
            coalesce(s.t_us - s.prev_t_us, 9223372036854775807)
        ) END AS start_us
    FROM referred r
    JOIN edge s ON s.rn = r.opening_rn
    JOIN rate_kind k ON k.kind_no = s.kind_no
    LEFT JOIN session_odd o ON o.rn = s.rn
),
begun AS (
    SELECT
        o.session_no,
        o.mold_id,
        o.part_code,
        o.supplier_id,
        o.location_id,
        from_epoch_us(o.start_us) AS start_utc,
        from_epoch_us(o.start_us + z.offset_us) AS start_local,
        CAST(from_epoch_us(o.t_us + f.offset_us) AS DATE) AS local_date,
        from_epoch_us(o.t_us) AS first_shot_utc,
        o.seq AS first_seq,
        o.counter_code AS first_counter_code
    FROM opening o
    JOIN core.zone_offset z
      ON z.time_zone = o.time_zone
     AND from_epoch_us(o.start_us) >= z.from_utc
     AND from_epoch_us(o.start_us) < z.to_utc
    JOIN core.zone_offset f
      ON f.time_zone = o.time_zone
     AND from_epoch_us(o.t_us) >= f.from_utc
     AND from_epoch_us(o.t_us) < f.to_utc
    UNION ALL
    SELECT
        b.session_no,
        c.mold_id,
        c.part_code,
        c.supplier_id,
        c.location_id,
        c.start_utc,
        c.start_local,
        c.local_date,
        c.first_shot_utc,
        c.first_seq,
        c.first_counter_code
    FROM scope_session c
    JOIN session_bound b ON b.session_id = c.session_id
),
closing AS (
    SELECT
        r.session_no,
        k.part_id,
        k.time_zone,
        k.counter_code,
        s.t_us,
        s.seq,
        CASE WHEN NOT r.is_start THEN s.t_us ELSE s.t_us + least(
            CASE WHEN coalesce(o.is_idle, FALSE) OR hides_stop(s.ct_us, r.ref_us, r.stop_factor) THEN r.ref_us ELSE s.ct_us END,
            coalesce(s.next_t_us - s.t_us, 9223372036854775807)
        ) END AS end_us
    FROM referred r
    JOIN edge s ON s.rn = r.last_rn
    JOIN rate_kind k ON k.kind_no = s.kind_no
    LEFT JOIN session_odd o ON o.rn = s.rn
)
SELECT
    r.equipment_code,
    r.session_id,
    a.mold_id,
    e.part_id,
    a.part_code,
    a.supplier_id,
    a.location_id,
    CAST(r.approved_us / 1000000 AS DOUBLE) AS approved_ct,
    a.start_utc,
    from_epoch_us(e.end_us) AS end_utc,
    a.start_local,
    from_epoch_us(e.end_us + z.offset_us) AS end_local,
    p.shots_made,
    p.parts_made,
    CAST(l.l1_below_us / 1000000 AS DOUBLE) AS l1_below,
    CAST(l.l1_above_us / 1000000 AS DOUBLE) AS l1_above,
    CAST(l.l2_below_us / 1000000 AS DOUBLE) AS l2_below,
    CAST(l.l2_above_us / 1000000 AS DOUBLE) AS l2_above,
    CASE WHEN r.approved_us IS NOT NULL THEN p.shots_below END AS shots_below,
    CASE WHEN r.approved_us IS NOT NULL THEN p.shots_within END AS shots_within,
    CASE WHEN r.approved_us IS NOT NULL THEN p.shots_above END AS shots_above,
    CASE WHEN r.approved_us IS NOT NULL THEN p.shots_beyond_l2 END AS shots_beyond_l2,
    CAST(c.below_us AS DOUBLE) / nullif(p.shots_below, 0) / 1000000 AS ct_below,
    CAST(c.within_us AS DOUBLE) / nullif(p.shots_within, 0) / 1000000 AS ct_within,
    CAST(c.above_us AS DOUBLE) / nullif(p.shots_above, 0) / 1000000 AS ct_above,
    p.shots_idle,
    CAST(p.production_time_us AS DOUBLE) / nullif(c.shots, 0) / 1000000 AS ct_mean,
    sample_deviation(c.shots, p.production_time_us, c.squares) / 1000000 AS ct_stddev,
    sample_deviation(c.shots, p.production_time_us, c.squares) / (CAST(nullif(p.production_time_us, 0) AS DOUBLE) / nullif(c.shots, 0)) AS ct_cv,
    CAST(c.min_us / 1000000 AS DOUBLE) AS ct_min,
    CAST(c.p05 * (100 - (c.shots - 1) * 5 % 100) + c.p05_next * ((c.shots - 1) * 5 % 100) AS DOUBLE) / 100000000 AS ct_p05,
    CAST(c.p50 + c.p50_next AS DOUBLE) / 2000000 AS ct_p50,
    CAST(c.p95 * (100 - (c.shots - 1) * 95 % 100) + c.p95_next * ((c.shots - 1) * 95 % 100) AS DOUBLE) / 100000000 AS ct_p95,
    CAST(c.max_us / 1000000 AS DOUBLE) AS ct_max,
    CAST(r.mode_us / 1000000 AS DOUBLE) AS ct_mode,
    CAST(p.degrees AS DOUBLE) / nullif(p.temperatures, 0) / 1000000 AS temp_mean,
    p.temp_min,
    p.temp_max,
    sample_deviation(p.temperatures, p.degrees, p.degree_squares) / 1000000 AS temp_stddev,
    p.production_time_us,
    p.idle_time_us,
    e.end_us - epoch_us(a.start_utc) AS total_time_us,
    CAST(p.production_time_us AS DOUBLE) / nullif(e.end_us - epoch_us(a.start_utc), 0) AS uptime,
    CAST(isoyear(a.local_date) AS INTEGER) AS iso_year,
    CAST(weekofyear(a.local_date) AS INTEGER) AS iso_week,
    a.local_date,
    CAST(isodow(a.local_date) AS INTEGER) AS weekday,
    CAST(month(a.local_date) AS INTEGER) AS month,
    CAST(quarter(a.local_date) AS INTEGER) AS quarter,
    CAST(year(a.local_date) AS INTEGER) AS year,
    CAST(p.score_sum AS DOUBLE) / p.shots_made AS quality_score,
    a.first_shot_utc,
    a.first_seq,
    a.first_counter_code,
    from_epoch_us(e.t_us) AS last_shot_utc,
    e.seq AS last_seq,
    e.counter_code AS last_counter_code,
    r.last_mold_id,
    r.is_start,
    r.stop_factor
FROM referred r
JOIN piece p ON p.session_no = r.session_no
JOIN begun a ON a.session_no = r.session_no
JOIN closing e ON e.session_no = r.session_no
JOIN core.zone_offset z
  ON z.time_zone = e.time_zone
 AND from_epoch_us(e.end_us) >= z.from_utc
 AND from_epoch_us(e.end_us) < z.to_utc
LEFT JOIN session_limit l ON l.session_no = r.session_no
LEFT JOIN cycle c ON c.session_no = r.session_no
ORDER BY r.equipment_code, a.first_shot_utc
