-- model:   mart.features_tool_day
-- kind:    view
-- grain:   one row per tool, part and local production day with shots, for models: what was known at the end of the day, and two targets
-- key:     equipment_code, part_id, local_date
-- equipment_code  the tool; unit: code; formula: the key, with part_id and local_date
-- part_id         part of the shots, NULL without one; unit: ID of PART; formula: part in force with most cavities
-- local_date      production day on the plant's clock; unit: date; formula: (instant + offset - day_start) cut to its date
-- part_code       code of the part; unit: code; formula: of the day's latest shot
-- location_id     the plant; unit: ID of LOCATION; formula: of the day's latest shot
-- supplier_id     the supplier; unit: ID of COMPANY; formula: of the day's latest shot
-- shots           shots; unit: shots; formula: count(shots)
-- parts           parts of them; unit: parts; formula: sum(cavities)
-- ct_shots        shots that are not idle, of which all of ct_… are; unit: shots; formula: count(ct < 999.9)
-- ct_mean         mean cycle time, NULL where all are idle, like all of ct_…; unit: s; formula: sum(ct) / ct_shots
-- ct_stddev       standard deviation of the sample, NULL under two shots; unit: s; formula: sqrt(sum((ct - ct_mean)²) / (ct_shots - 1))
-- ct_cv           coefficient of variation; unit: ratio; formula: ct_stddev / ct_mean
-- ct_min          shortest cycle time; unit: s; formula: min(ct)
-- ct_p05          5th percentile, linear between neighbours; unit: s; formula: quantile(ct, 0.05)
-- ct_p50          median; unit: s; formula: quantile(ct, 0.5)
-- ct_p95          95th percentile; unit: s; formula: quantile(ct, 0.95)
-- ct_max          longest cycle time; unit: s; formula: max(ct)
-- ct_mode         most frequent cycle time on a grid of 0.1 s, of equal ones the shortest; unit: s; formula: mode(round(ct, 1))
-- temp_shots      shots with a measured temperature, never an estimate; unit: shots; formula: count(temperature)
-- temp_mean       mean of the measured temperatures, NULL without one; unit: °C; formula: sum(temperature) / temp_shots
-- temp_stddev     standard deviation of the sample, NULL under two; unit: °C; formula: sqrt(sum((temperature - temp_mean)²) / (temp_shots - 1))
-- temp_min        lowest temperature; unit: °C; formula: min(temperature)
-- temp_max        highest temperature; unit: °C; formula: max(temperature)
-- normal_share    shots within the tolerance of ct_mode: not of the reference of their run, which later shots decide; unit: share of
--     shots; formula: count(ct_mode × (1 - tolerance) ≤ ct ≤ ct_mode × (1 + tolerance)) / shots
-- slow_share      slower, up to the stop factor; unit: share of shots; formula: count(ct_mode × (1 + tolerance) < ct ≤ ct_mode × stop_factor) / shots
-- fast_share      faster; unit: share of shots; formula: count(ct < ct_mode × (1 - tolerance)) / shots
-- long_share      so long that they hide a stop; unit: share of shots; formula: count(ct > ct_mode × stop_factor) / shots
-- idle_share      the counter only said 'at least this long'; unit: share of shots; formula: count(ct ≥ 999.9) / shots
-- approved_ct     mean approved cycle time of the shots, NULL where none has one; unit: s; formula: sum(approved) / count(approved)
-- ct_deviation    median beside the approved cycle time, NULL without one; unit: ratio; formula: ct_p50 / approved_ct - 1
-- stops           stops that were seen on the day, as in mart.stop_seen_day; unit: stops; formula: count(series of waiting that begin)
-- downtime_us     time beside the cycles that was seen on the day; unit: µs; formula: sum(interval - cycle)
-- mttr_s          mean time to repair, NULL without stops; unit: s; formula: downtime_us / stops / 1000000
-- mtbf_s          mean time between failures, NULL without stops; unit: s; formula: sum(ct, of long shots ct_mode) / stops
-- slope_7d        drift of ct_p50 over the 7 days up to this one, NULL under 4 days with 20 shots; unit: s per day; formula: median of
--     the slopes of all pairs of days (Theil–Sen)
-- slope_28d       drift over the 28 days up to this one, NULL under 10 days with 20 shots; unit: s per day; formula: as slope_7d
-- days_since_part_change  days since the tool last began another part, 0 on that day; NULL where it has made one part alone so far;
--     unit: days; formula: local_date - max(day of a shot with another part than the tool's shot before it)
-- shots_since_maintenance  shots of the tool on the days after the UTC day of its last completed PREVENTIVE work order, of those on
--     earlier days than this one; NULL without one since the first mirrored day; unit: shots; formula: sum(shots after that day)
-- age_shots       shots of the tool so far, with those before it was counted; unit: shots; formula: INITIAL_SHOT + sum(shots up to the day)
-- age_share       share of the designed life that is used, NULL without designed shots; both as MOLD told them by that day; unit: share;
--     formula: age_shots / DESIGNED_SHOT
-- stops_next_7d   target: stops of the tool on this part in the 7 days after this one; NULL where target_reason says why; unit: stops;
--     formula: sum(stops of the next 7 days)
-- ct_deviation_next_7d  target: weighted deviation from the approved cycle time in these days; NULL where target_reason says why, and
--     without an approved cycle time; unit: ratio; formula: sum(ct) / sum(approved) - 1 of mart.roi_tool_day
-- target_reason   why there is no target: not_over (these days, at the plant), no_shots (of the tool on this part in them); unit: word;
--     formula: not_over until a shot of the plant lies on a later day, or one of any plant three days later
WITH day AS (
    SELECT
        d.equipment_code,
        d.part_id,
        d.local_date,
        d.part_code,
        d.location_id,
        d.supplier_id,
        d.shots,
        d.parts,
        c.shots AS ct_shots,
        c.mean AS ct_mean,
        c.deviation AS ct_stddev,
        c.lowest AS ct_min,
        c.p05 AS ct_p05,
        c.median AS ct_p50,
        c.p95 AS ct_p95,
        c.highest AS ct_max,
        c.mode AS ct_mode,
        c.normal_shots,
        c.slow_shots,
        c.fast_shots,
        c.long_shots,
        c.cycle_us,
        t.shots AS temp_shots,
        t.mean AS temp_mean,
        t.deviation AS temp_stddev,
        t.lowest AS temp_min,
        t.highest AS temp_max,
        a.bridge_approved_us,
        a.bridge_shots,
        coalesce(s.stops, 0) AS stops,
        coalesce(s.downtime_us, 0) AS downtime_us,
        m.slope_7d,
        m.slope_28d,
        count(*) OVER next AS next_days,
        sum(coalesce(s.stops, 0)) OVER next AS next_stops,
        sum(a.ct_us) OVER next AS next_ct_us,
        sum(a.approved_us) OVER next AS next_approved_us
    FROM mart.run_rate_day d
    LEFT JOIN mart.process_day c
      ON c.equipment_code = d.equipment_code AND c.part_id IS NOT DISTINCT FROM d.part_id AND c.local_date = d.local_date AND c.measure = 'ct'
    LEFT JOIN mart.process_day t
      ON t.equipment_code = d.equipment_code AND t.part_id IS NOT DISTINCT FROM d.part_id AND t.local_date = d.local_date AND t.measure = 'temperature'
    LEFT JOIN mart.roi_tool_day a
      ON a.equipment_code = d.equipment_code AND a.part_id IS NOT DISTINCT FROM d.part_id AND a.local_date = d.local_date
    LEFT JOIN mart.stop_seen_day s
      ON s.equipment_code = d.equipment_code AND s.part_id IS NOT DISTINCT FROM d.part_id AND s.local_date = d.local_date
    LEFT JOIN mart.process_trend m
      ON m.equipment_code = d.equipment_code AND m.part_id IS NOT DISTINCT FROM d.part_id AND m.local_date = d.local_date AND m.measure = 'ct'
    WHERE d.shots > 0
    WINDOW next AS (
        PARTITION BY d.equipment_code, d.part_id ORDER BY d.local_date RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND INTERVAL 7 DAYS FOLLOWING
    )
),
-- All that happens to a tool, in its order: place is four times the day, and a
-- version of MOLD or a change of part comes before the day's shots, an order after them.
happened AS (
    SELECT
        v.equipment_code,
        CASE WHEN v.valid_from IS NULL THEN 0 ELSE 4 * (CAST(v.valid_from AS DATE) + 1 - DATE '1970-01-01') END AS place,
        CAST(NULL AS DATE) AS local_date,
        CAST(NULL AS DATE) AS change_date,
        {'designed': v.designed_shots, 'initial': v.initial_shots} AS life,
        FALSE AS is_order,
        0 AS shots
    FROM (
        SELECT
            code_key(h.equipment_code) AS equipment_code,
            h.valid_from,
            CASE WHEN h.designed_shot > 0 THEN least(h.designed_shot, 1000000000000) END AS designed_shots,
            CASE WHEN h.initial_shot > 0 THEN least(h.initial_shot, 1000000000000) END AS initial_shots
        FROM raw.mold_history h
        -- Of several that are told on one day, the last one with designed shots.
        QUALIFY row_number() OVER (
            PARTITION BY code_key(h.equipment_code), CAST(h.valid_from AS DATE)
            ORDER BY CASE WHEN h.designed_shot > 0 THEN 0 ELSE 1 END, h.valid_from DESC, h.id DESC, h.source
        ) = 1
    ) AS v
    UNION ALL
    SELECT c.equipment_code, 4 * (c.local_date - DATE '1970-01-01') + 1, NULL, c.local_date, NULL, FALSE, 0
    FROM (
        SELECT
            o.equipment_code,
            o.local_date,
            row_number() OVER along > 1 AND o.part_id IS DISTINCT FROM lag(o.part_id) OVER along AS is_change
        FROM mart.run_rate_slot o
        WHERE o.shots > 0
        WINDOW along AS (PARTITION BY o.equipment_code ORDER BY o.last_shot_utc, o.last_seq NULLS FIRST, o.last_counter_code)
    ) AS c
    WHERE c.is_change
    UNION ALL
    SELECT r.equipment_code, 4 * (r.local_date - DATE '1970-01-01') + 2, r.local_date, NULL, NULL, FALSE, sum(r.shots)
    FROM mart.run_rate_day r
    WHERE r.shots > 0
    GROUP BY r.equipment_code, r.local_date
    UNION ALL
    SELECT w.equipment_code, 4 * (w.kept_date - DATE '1970-01-01') + 3, NULL, NULL, NULL, TRUE, 0
    FROM (
        SELECT
            code_key(n.equipment_code) AS equipment_code,
            CAST(coalesce(k.completed_at, k.completed_on) AS DATE) AS kept_date
        FROM raw.work_order k
        JOIN raw.mold_history n ON n.id = k.mold_id AND n.source IS NOT DISTINCT FROM k.source
        WHERE lower(trim(k.status)) = 'completed' AND upper(trim(k.order_type)) = 'PREVENTIVE' AND coalesce(k.completed_at, k.completed_on) IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY k.id, k.source ORDER BY n.valid_from DESC NULLS LAST) = 1
    ) AS w
),
counted AS (
    SELECT
        h.*,
        sum(h.shots) OVER so_far AS shots_so_far,
        max(h.change_date) OVER so_far AS last_change,
        last_value(h.life IGNORE NULLS) OVER so_far AS last_life,
        min(h.local_date) OVER (PARTITION BY h.equipment_code) AS first_date
    FROM happened h
    WINDOW so_far AS (PARTITION BY h.equipment_code ORDER BY h.place)
),
history AS (
    SELECT
        c.equipment_code,
        c.local_date,
        c.shots_so_far,
        c.last_change,
        c.last_life,
        -- Shots are only added, so those up to the latest order are the most.
        max(CASE WHEN c.is_order AND c.place // 4 >= c.first_date - 1 - DATE '1970-01-01' THEN c.shots_so_far END) OVER (
            PARTITION BY c.equipment_code ORDER BY c.place
        ) AS shots_to_order
    FROM counted c
),
plant AS (
    SELECT p.location_id, max(p.local_date) AS last_date
    FROM mart.run_rate_day p
    WHERE p.shots > 0
    GROUP BY p.location_id
),
mirror AS (
    SELECT max(l.local_date) AS last_date
    FROM mart.run_rate_day l
    WHERE l.shots > 0
),
-- No plant's clock is more than two days behind another's.
known AS (
    SELECT
        d.*,
        h.shots_so_far,
        h.last_change,
        h.last_life,
        h.shots_to_order,
        CASE
            WHEN d.local_date + 7 >= p.last_date AND d.local_date + 9 >= l.last_date THEN 'not_over'
            WHEN d.next_days = 0 THEN 'no_shots'
        END AS target_reason
    FROM day d
    JOIN history h ON h.equipment_code = d.equipment_code AND h.local_date = d.local_date
    JOIN plant p ON p.location_id IS NOT DISTINCT FROM d.location_id
    CROSS JOIN mirror l
)
SELECT
    equipment_code,
    part_id,
    local_date,
    part_code,
    location_id,
    supplier_id,
    shots,
    parts,
    coalesce(ct_shots, 0) AS ct_shots,
    ct_mean,
    ct_stddev,
    ct_stddev / nullif(ct_mean, 0) AS ct_cv,
    ct_min,
    ct_p05,
    ct_p50,
    ct_p95,
    ct_max,
    ct_mode,
    coalesce(temp_shots, 0) AS temp_shots,
    temp_mean,
    temp_stddev,
    temp_min,
    temp_max,
    CAST(coalesce(normal_shots, 0) AS DOUBLE) / shots AS normal_share,
    CAST(coalesce(slow_shots, 0) AS DOUBLE) / shots AS slow_share,
    CAST(coalesce(fast_shots, 0) AS DOUBLE) / shots AS fast_share,
    CAST(coalesce(long_shots, 0) AS DOUBLE) / shots AS long_share,
    CAST(shots - coalesce(ct_shots, 0) AS DOUBLE) / shots AS idle_share,
    CAST(bridge_approved_us AS DOUBLE) / nullif(bridge_shots, 0) / 1000000 AS approved_ct,
    ct_p50 / (CAST(nullif(bridge_approved_us, 0) AS DOUBLE) / bridge_shots / 1000000) - 1 AS ct_deviation,
    stops,
    downtime_us,
    CAST(downtime_us AS DOUBLE) / nullif(stops, 0) / 1000000 AS mttr_s,
    CAST(cycle_us AS DOUBLE) / nullif(stops, 0) / 1000000 AS mtbf_s,
    slope_7d,
    slope_28d,
    CAST(local_date - last_change AS INTEGER) AS days_since_part_change,
    CAST(shots_so_far - shots_to_order AS BIGINT) AS shots_since_maintenance,
    CAST(shots_so_far + coalesce(last_life.initial, 0) AS BIGINT) AS age_shots,
    CAST(shots_so_far + coalesce(last_life.initial, 0) AS DOUBLE) / last_life.designed AS age_share,
    CASE WHEN target_reason IS NULL THEN CAST(next_stops AS BIGINT) END AS stops_next_7d,
    CASE WHEN target_reason IS NULL THEN CAST(next_ct_us - next_approved_us AS DOUBLE) / nullif(next_approved_us, 0) END AS ct_deviation_next_7d,
    target_reason
FROM known
