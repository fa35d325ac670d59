-- What the window takes of the slots that it cuts, from their shots.
SELECT
    s.equipment_code,
    s.part_id,
    s.part_code,
    s.supplier_id,
    s.supplier_name,
    s.location_id,
    s.location_name,
    s.local_date,
    s.shift_date,
    s.shift,
    s.bucket_start_utc,
    s.bucket_start_local,
    s.slot_start_utc AS latest,
    f.* EXCLUDE (run_id, part_id, slot_start_utc, ideal_us, ideal_production_us),
    CASE WHEN s.is_planned THEN f.run_time_us ELSE 0 END AS planned_run_us,
    CASE WHEN s.is_planned THEN f.production_time_us ELSE 0 END AS planned_production_us,
    CASE WHEN s.is_planned IS NULL THEN 0 ELSE f.ideal_us END AS ideal_us,
    CASE WHEN s.is_planned IS NULL THEN 0 ELSE f.ideal_production_us END AS ideal_production_us
FROM (
    WITH shot AS (
        SELECT context_no, shot_time_utc, seq, quality_score
        FROM core.shot
        WHERE utc_day = CAST($cut_from::TIMESTAMP AS DATE)
            AND shot_time_utc >= $cut_from::TIMESTAMP
            AND shot_time_utc < date_trunc('hour', $cut_from::TIMESTAMP) + INTERVAL 1 HOUR
        UNION ALL
        SELECT context_no, shot_time_utc, seq, quality_score
        FROM core.shot
        WHERE utc_day = CAST($cut_to::TIMESTAMP AS DATE)
            AND shot_time_utc >= date_trunc('hour', $cut_to::TIMESTAMP)
            AND shot_time_utc < $cut_to::TIMESTAMP
            AND ($cut_from::TIMESTAMP IS NULL OR shot_time_utc >= date_trunc('hour', $cut_from::TIMESTAMP) + INTERVAL 1 HOUR)
    ),
    scored AS (
        SELECT
            c.*,
            m.quality_score
        FROM cut_shot c
        LEFT JOIN shot m
            ON m.context_no = c.context_no
            AND m.shot_time_utc = c.shot_time_utc
            AND m.seq IS NOT DISTINCT FROM c.seq
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
        0 AS imputed_parts,
        COALESCE(SUM(CASE WHEN approved_ct > 1000000 THEN 1000000000000 ELSE ct_us(approved_ct) END) FILTER (WHERE is_in), 0) AS ideal_us,
        COALESCE(SUM(c_us) FILTER (WHERE approved_ct IS NOT NULL), 0) AS ideal_production_us
    FROM scored
    GROUP BY run_id, part_id, slot_start_utc
    UNION ALL
    SELECT run_id, part_id, slot_start_utc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, stops, micro_stops, 0, 0, 0, NULL, 0, 0, 0, 0
    FROM started
    UNION ALL
    SELECT run_id, part_id, slot_start_utc, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, imputed_shots, imputed_parts, 0, 0
    FROM imputed
) f
JOIN slot s
    ON s.run_id = f.run_id
    AND s.part_id IS NOT DISTINCT FROM f.part_id
    AND s.slot_start_utc = f.slot_start_utc
    AND s.is_cut
