-- model:   mart.ana_slot
-- grain:   one row per session, supplier, plant and stretch of time in which hour, production day and shift stay the same; sessions, days, weeks and months are sums of these
-- key:     equipment_code, session_id, supplier_id, location_id, time_zone, slot_start_utc
-- rebuild: tool, from the last full UTC hour before the changed shots on, else the sessions that hold or touch one
-- equipment_code      the tool
-- session_id          session that the shots belong to
-- part_id             its part; NULL without one
-- part_code           code of it
-- supplier_id         supplier of the shots
-- location_id         their plant
-- time_zone           its zone
-- slot_start_utc      start of the stretch
-- bucket_start_utc    start of the local hour that holds it, UTC
-- local_date          date on the plant's clock, from midnight to midnight
-- shift_date          production day in which its shift starts; outside every shift, the production day
-- shift               name of its shift; NULL outside every shift
-- shots_made          shots with their timestamp in it
-- parts_made          parts of these
-- shots_below         shots under the lower limit of level 1 of their session; idle shots are in none of the four, which are NULL where
--     the session has no limits
-- shots_within        within the limits of level 1
-- shots_above         over the upper one
-- shots_beyond_l2     outside the limits of level 2
-- shots_idle          shots of which the counter only said 'at least this long'
-- production_time_us  sum of the ct of shots that are not idle, µs
-- idle_time_us        time beside the cycles, µs; it counts with its shot
-- temperatures        shots with a measured temperature
-- degrees             sum of these temperatures, 10⁻⁶ °C
-- degree_squares      sum of their squares, 10⁻¹² °C²
-- temp_min            lowest one, °C; NULL without one
-- temp_max            highest one, °C
-- score_sum           sum of the shots' quality scores
-- first_shot_utc      first one of these shots
-- last_shot_utc       last one
SELECT
    k.equipment_code,
    b.session_id,
    k.part_id,
    max(k.part_code) AS part_code,
    k.supplier_id,
    k.location_id,
    k.time_zone,
    from_epoch_us(l.from_us) AS slot_start_utc,
    l.bucket_start_utc,
    CAST(from_epoch_us(l.from_us + l.offset_us) AS DATE) AS local_date,
    l.shift_date,
    l.shift,
    CAST(sum(s.shots) AS BIGINT) AS shots_made,
    CAST(sum(s.shots * k.cavities) AS BIGINT) AS parts_made,
    CASE WHEN max(m.l1_below_us) IS NOT NULL THEN CAST(sum(s.shots_below) AS BIGINT) END AS shots_below,
    CASE WHEN max(m.l1_below_us) IS NOT NULL THEN CAST(sum(s.shots_within) AS BIGINT) END AS shots_within,
    CASE WHEN max(m.l1_below_us) IS NOT NULL THEN CAST(sum(s.shots_above) AS BIGINT) END AS shots_above,
    CASE WHEN max(m.l1_below_us) IS NOT NULL THEN CAST(sum(s.shots_beyond_l2) AS BIGINT) END AS shots_beyond_l2,
    CAST(sum(s.shots_idle) AS BIGINT) AS shots_idle,
    CAST(sum(s.production_time_us) AS BIGINT) AS production_time_us,
    CAST(sum(s.idle_time_us) AS BIGINT) AS idle_time_us,
    CAST(sum(s.temperatures) AS BIGINT) AS temperatures,
    CAST(sum(s.degrees) AS DECIMAL(38, 0)) AS degrees,
    CAST(sum(s.degree_squares) AS DECIMAL(38, 0)) AS degree_squares,
    min(s.temp_min) AS temp_min,
    max(s.temp_max) AS temp_max,
    CAST(sum(s.score_sum) AS BIGINT) AS score_sum,
    from_epoch_us(min(s.first_t_us)) AS first_shot_utc,
    from_epoch_us(max(s.last_t_us)) AS last_shot_utc
FROM session_sum s
JOIN session_bound b ON b.session_no = s.session_no
LEFT JOIN session_limit m ON m.session_no = s.session_no
JOIN rate_kind k ON k.kind_no = s.kind_no
JOIN rate_slot l ON l.slot_no = s.slot_no
GROUP BY
    k.equipment_code, b.session_id, k.part_id, k.supplier_id, k.location_id, k.time_zone,
    l.from_us, l.offset_us, l.bucket_start_utc, l.shift_date, l.shift
ORDER BY k.equipment_code, l.from_us
