-- What the window takes of the slots that it cuts, beside the approved cycle time,
-- from their shots, as mart.roi_slot has it: a shot and its interval count where
-- its timestamp lies, production and downtime as they lie.
SELECT
    s.equipment_code,
    s.part_code,
    s.supplier_id,
    s.supplier_name,
    s.location_id,
    s.location_name,
    s.local_date,
    s.shift_date,
    s.shift,
    s.bucket_start_utc,
    f.* EXCLUDE (run_id)
FROM (
    SELECT
        run_id,
        part_id,
        slot_start_utc,
        approved_us AS approved_ct_us,
        cavities,
        COUNT(*) FILTER (WHERE is_in) AS shots,
        COUNT(*) FILTER (WHERE is_compared) AS compared_shots,
        COUNT(*) FILTER (WHERE is_compared AND ct_us > on_target_to_us) AS loss_shots,
        COUNT(*) FILTER (WHERE is_compared AND ct_us < on_target_from_us) AS gain_shots,
        COALESCE(SUM(ct_us - approved_us) FILTER (WHERE is_compared AND ct_us > on_target_to_us), 0)::BIGINT AS loss_us,
        COALESCE(SUM(approved_us - ct_us) FILTER (WHERE is_compared AND ct_us < on_target_from_us), 0)::BIGINT AS gain_us,
        COALESCE(SUM(ct_us) FILTER (WHERE is_compared), 0)::BIGINT AS ct_us,
        SUM(c_us)::BIGINT AS production_time_us,
        SUM(w_us)::BIGINT AS downtime_us,
        COALESCE(SUM(whole_w_us) FILTER (WHERE is_bridged AND NOT is_micro), 0)::BIGINT AS stop_us,
        COALESCE(SUM(whole_w_us) FILTER (WHERE is_bridged AND is_micro), 0)::BIGINT AS micro_stop_us,
        COALESCE(SUM(GREATEST(0, whole_c_us - approved_us)) FILTER (WHERE is_bridged), 0)::BIGINT AS slow_us,
        COALESCE(SUM(GREATEST(0, approved_us - whole_c_us)) FILTER (WHERE is_bridged), 0)::BIGINT AS fast_us
    FROM (
        SELECT
            c.* EXCLUDE (waiting_run_id),
            t.approved_us,
            (t.approved_us * (1000000 - t.tolerance_ppm) + 999999) // 1000000 AS on_target_from_us,
            t.approved_us * (1000000 + t.tolerance_ppm) // 1000000 AS on_target_to_us,
            c.is_in AND t.approved_us IS NOT NULL AS is_bridged,
            c.is_in AND t.approved_us IS NOT NULL AND c.class IN ('normal', 'slow', 'fast') AS is_compared,
            m.run_id IS NOT NULL AS is_micro
        FROM (
            -- A run of its own for the shots that waited: with their condition in the join
            -- below, every shot met every stop, for 13 s of all tools.
            SELECT *, CASE WHEN whole_w_us > 0 THEN run_id END AS waiting_run_id FROM cut_shot
        ) c
        JOIN (
            -- The tolerance of the nearest entry, as a build finds it.
            SELECT
                k.*,
                CASE WHEN k.approved_ct > 1000000 THEN 1000000000000 ELSE ct_us(k.approved_ct) END AS approved_us,
                ROUND(1000000 * max_by(e.tolerance, CASE
                    WHEN e.part_code IS NOT NULL THEN 4
                    WHEN e.equipment_code IS NOT NULL THEN 3
                    WHEN e.location_id IS NOT NULL THEN 2
                    WHEN e.company_id IS NOT NULL THEN 1
                    ELSE 0
                END * 1000000 + e.place))::BIGINT AS tolerance_ppm
            FROM (SELECT DISTINCT equipment_code, part_code, supplier_id, location_id, approved_ct FROM cut_shot) k
            JOIN core.setting_roi e
                ON (e.part_code IS NULL OR e.part_code = k.part_code)
                AND (e.equipment_code IS NULL OR e.equipment_code = k.equipment_code)
                AND (e.location_id IS NULL OR e.location_id = k.location_id)
                AND (e.company_id IS NULL OR e.company_id = k.supplier_id)
            GROUP BY ALL
        ) t
            ON t.equipment_code = c.equipment_code
            AND t.part_code IS NOT DISTINCT FROM c.part_code
            AND t.supplier_id IS NOT DISTINCT FROM c.supplier_id
            AND t.location_id IS NOT DISTINCT FROM c.location_id
            AND t.approved_ct IS NOT DISTINCT FROM c.approved_ct
        LEFT JOIN mart.stop m
            ON m.run_id = c.waiting_run_id
            AND m.is_micro
            AND c.wait_from >= m.start_utc
            AND c.wait_to <= m.end_utc
    )
    GROUP BY run_id, part_id, slot_start_utc, approved_us, cavities
) f
JOIN slot s
    ON s.run_id = f.run_id
    AND s.part_id IS NOT DISTINCT FROM f.part_id
    AND s.slot_start_utc = f.slot_start_utc
    AND s.is_cut
