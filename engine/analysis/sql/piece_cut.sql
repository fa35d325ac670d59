-- What the window takes of the slots that it cuts, from the intervals of their
-- shots. $reach_us is how far an interval may reach away from its shot.
SELECT
    s.equipment_code,
    s.part_id,
    s.part_code,
    s.supplier_id,
    s.supplier_name,
    s.location_id,
    s.location_name,
    s.local_date,
    s.shift,
    s.bucket_start_utc,
    s.bucket_start_local,
    s.slot_start_utc AS latest,
    f.* EXCLUDE (run_id, part_id, slot_start_utc)
FROM (
    WITH cut_slot AS (
        SELECT
            run_id,
            part_id,
            slot_start_utc,
            GREATEST(slot_start_utc, $from_utc::TIMESTAMP) AS lo,
            -- A slot ends where the next one with data begins: what lies
            -- between them is empty.
            LEAST(
                COALESCE(LEAD(slot_start_utc) OVER (PARTITION BY run_id, part_id, hour_utc ORDER BY slot_start_utc), hour_utc + INTERVAL 1 HOUR),
                $to_utc::TIMESTAMP
            ) AS hi
        FROM slot
        WHERE is_cut
    ),
    cut_run AS (
        SELECT
            run_id,
            CASE
                WHEN end_utc > last_shot_utc THEN TRUE
                WHEN start_utc < first_shot_utc THEN FALSE
                ELSE (SELECT shot_time = 'start' FROM core.setting_run_rate WHERE place = 0)
            END AS is_start
        FROM mart.run
        WHERE run_id IN (SELECT run_id FROM cut_slot)
    ),
    -- Around each bound on its own: a range is looked up, two with OR are not.
    near AS (
        SELECT run_id, counter_code, seq, shot_time_utc, class, ct, ref_ct, d_us, c_us, doubtful_us
        FROM mart.shot_interval
        WHERE shot_time_utc >= $cut_from::TIMESTAMP - to_microseconds($reach_us::BIGINT)
            AND shot_time_utc <= $cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT)
        UNION ALL
        SELECT run_id, counter_code, seq, shot_time_utc, class, ct, ref_ct, d_us, c_us, doubtful_us
        FROM mart.shot_interval
        WHERE shot_time_utc >= $cut_to::TIMESTAMP - to_microseconds($reach_us::BIGINT)
            AND shot_time_utc <= $cut_to::TIMESTAMP + to_microseconds($reach_us::BIGINT)
            AND ($cut_from::TIMESTAMP IS NULL OR shot_time_utc > $cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT))
    ),
    interval AS (
        SELECT
            i.run_id,
            i.counter_code,
            i.seq,
            i.shot_time_utc,
            i.class,
            CAST(ROUND(i.ct * 1000000) AS BIGINT) AS ct_us,
            CAST(ROUND(i.ref_ct * 1000000) AS BIGINT) AS ref_us,
            i.c_us,
            i.doubtful_us,
            CASE WHEN r.is_start THEN i.shot_time_utc ELSE i.shot_time_utc - to_microseconds(i.c_us) END AS cycle_from,
            CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.c_us) ELSE i.shot_time_utc END AS cycle_to,
            CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.c_us) ELSE i.shot_time_utc - to_microseconds(i.d_us) END AS wait_from,
            CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.d_us) ELSE i.shot_time_utc - to_microseconds(i.c_us) END AS wait_to
        FROM near i
        JOIN cut_run r ON r.run_id = i.run_id
    ),
    shot AS (
        SELECT counter_code, shot_time_utc, seq, part_id, cavities, quality_score
        FROM core.master_shot
        WHERE utc_day >= CAST($cut_from::TIMESTAMP - to_microseconds($reach_us::BIGINT) AS DATE)
            AND utc_day <= CAST($cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT) AS DATE)
        UNION ALL
        SELECT counter_code, shot_time_utc, seq, part_id, cavities, quality_score
        FROM core.master_shot
        WHERE utc_day >= CAST($cut_to::TIMESTAMP - to_microseconds($reach_us::BIGINT) AS DATE)
            AND utc_day <= CAST($cut_to::TIMESTAMP + to_microseconds($reach_us::BIGINT) AS DATE)
            AND ($cut_from::TIMESTAMP IS NULL OR utc_day > CAST($cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT) AS DATE))
    ),
    -- First the few intervals that touch, then the master rows of those.
    touching AS MATERIALIZED (
        SELECT
            c.run_id,
            c.part_id,
            c.slot_start_utc,
            i.counter_code,
            i.shot_time_utc,
            i.seq,
            i.class,
            i.ct_us,
            i.ref_us,
            i.c_us AS whole_c_us,
            i.doubtful_us > 0 AS is_doubtful,
            i.shot_time_utc >= c.lo AND i.shot_time_utc < c.hi AS is_in,
            GREATEST(0, epoch_us(LEAST(i.cycle_to, c.hi)) - epoch_us(GREATEST(i.cycle_from, c.lo))) AS c_us,
            GREATEST(0, epoch_us(LEAST(i.wait_to, c.hi)) - epoch_us(GREATEST(i.wait_from, c.lo))) AS w_us
        FROM cut_slot c
        JOIN interval i
            ON i.run_id = c.run_id
            AND LEAST(i.cycle_from, i.wait_from) < c.hi
            AND GREATEST(i.cycle_to, i.wait_to) >= c.lo
        WHERE c.lo < c.hi
    ),
    piece AS (
        SELECT
            t.*,
            m.cavities,
            m.quality_score
        FROM touching t
        JOIN shot m
            ON m.counter_code = t.counter_code
            AND m.shot_time_utc = t.shot_time_utc
            AND m.seq IS NOT DISTINCT FROM t.seq
            AND m.part_id IS NOT DISTINCT FROM t.part_id
        WHERE t.is_in OR t.c_us > 0 OR t.w_us > 0
    ),
    started AS (
        SELECT
            c.run_id,
            c.part_id,
            c.slot_start_utc,
            COUNT(*) AS stops,
            COUNT(*) FILTER (WHERE s.is_micro) AS micro_stops
        FROM cut_slot c
        JOIN mart.stop s
            ON s.run_id = c.run_id
            AND s.part_id IS NOT DISTINCT FROM c.part_id
            AND s.start_utc >= c.lo
            AND s.start_utc < c.hi
        GROUP BY ALL
    ),
    imputed AS (
        SELECT
            c.run_id,
            c.part_id,
            c.slot_start_utc,
            COUNT(*) AS imputed_shots,
            SUM(i.parts) AS imputed_parts
        FROM cut_slot c
        JOIN mart.imputed_shot i
            ON i.run_id = c.run_id
            AND i.part_id IS NOT DISTINCT FROM c.part_id
            AND i.shot_time_utc >= c.lo
            AND i.shot_time_utc < c.hi
        GROUP BY ALL
    )
    SELECT
        run_id,
        part_id,
        slot_start_utc,
        COUNT(*) FILTER (WHERE is_in) AS shots,
        COUNT(*) FILTER (WHERE is_in AND class = 'normal') AS normal_shots,
        COUNT(*) FILTER (WHERE is_in AND class = 'slow') AS slow_shots,
        COUNT(*) FILTER (WHERE is_in AND class = 'fast') AS fast_shots,
        COUNT(*) FILTER (WHERE is_in AND class IN ('long', 'idle')) AS stop_shots,
        COALESCE(SUM(cavities) FILTER (WHERE is_in), 0) AS parts,
        SUM(c_us + w_us) AS run_time_us,
        SUM(c_us) AS production_time_us,
        SUM(w_us) AS downtime_us,
        COALESCE(SUM(w_us) FILTER (WHERE is_doubtful), 0) AS doubtful_us,
        0 AS stops,
        0 AS micro_stops,
        COALESCE(SUM(GREATEST(0, whole_c_us - ref_us)) FILTER (WHERE is_in AND class = 'slow'), 0) AS speed_loss_us,
        COALESCE(SUM(GREATEST(0, ref_us - whole_c_us)) FILTER (WHERE is_in AND class = 'fast'), 0) AS speed_gain_us,
        COALESCE(SUM(ct_us) FILTER (WHERE is_in AND class IN ('normal', 'slow', 'fast')), 0) AS ct_us,
        AVG(quality_score) FILTER (WHERE is_in) AS quality_score,
        0 AS imputed_shots,
        0 AS imputed_parts
    FROM piece
    GROUP BY run_id, part_id, slot_start_utc
    UNION ALL
    SELECT run_id, part_id, slot_start_utc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, stops, micro_stops, 0, 0, 0, NULL, 0, 0
    FROM started
    UNION ALL
    SELECT run_id, part_id, slot_start_utc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, imputed_shots, imputed_parts
    FROM imputed
) f
JOIN slot s
    ON s.run_id = f.run_id
    AND s.part_id IS NOT DISTINCT FROM f.part_id
    AND s.slot_start_utc = f.slot_start_utc
    AND s.is_cut
