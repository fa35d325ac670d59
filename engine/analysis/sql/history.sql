-- What happened to the tools, the newest first: another part, counter, plant or
-- approved cycle time, completed orders, and lasting changes of what their shots
-- measure. What is known by its day alone has no instant.
SELECT
    h.equipment_code,
    h.at_utc,
    h.at_local,
    h.kind,
    h.before,
    h.after,
    h.change_share
FROM (
    SELECT
        equipment_code,
        start_utc AS at_utc,
        start_local AS at_local,
        'part' AS kind,
        code_before AS before,
        first_part_code AS after,
        NULL::DOUBLE AS change_share
    FROM run
    WHERE has_before AND part_id IS DISTINCT FROM part_before
    UNION ALL
    SELECT equipment_code, at_utc, at_local, 'counter', counter_before, counter_code, NULL
    FROM counter_arrival
    WHERE counter_code <> counter_before
        AND equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    UNION ALL
    SELECT equipment_code, at_utc, at_local, 'plant', name_before, location_name, NULL
    FROM turn
    WHERE has_before AND location_id IS DISTINCT FROM location_before
    UNION ALL
    SELECT
        equipment_code,
        at_utc,
        at_local,
        'approved cycle time',
        printf('%.1f s', approved_before),
        printf('%.1f s', approved_ct),
        approved_ct / approved_before - 1
    FROM turn
    WHERE has_before AND approved_ct IS DISTINCT FROM approved_before
    UNION ALL
    SELECT
        m.equipment_code,
        w.completed_at,
        COALESCE(w.completed_at + to_microseconds(COALESCE(t.offset_us, 0)), w.completed_on),
        'order',
        NULL,
        LOWER(TRIM(w.order_type)),
        NULL
    FROM raw.work_order w
    JOIN (
        SELECT source, id, code_key(equipment_code) AS equipment_code
        FROM raw.mold_history
        QUALIFY ROW_NUMBER() OVER (PARTITION BY source, id ORDER BY valid_from DESC NULLS LAST) = 1
    ) m ON m.id = w.mold_id AND m.source IS NOT DISTINCT FROM w.source
    ASOF LEFT JOIN turn t ON t.equipment_code = m.equipment_code AND t.at_utc <= w.completed_at
    WHERE LOWER(TRIM(w.status)) = 'completed'
        AND m.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    UNION ALL
    SELECT
        equipment_code,
        NULL,
        from_date,
        CASE measure WHEN 'ct' THEN 'cycle time ' ELSE 'temperature ' END || kind,
        printf(CASE measure WHEN 'ct' THEN '%.1f s' ELSE '%.1f °C' END, level_before),
        printf(CASE measure WHEN 'ct' THEN '%.1f s' ELSE '%.1f °C' END, level_after),
        size_share
    FROM mart.process_event
    WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
) h
WHERE ISFINITE(h.at_local)
    AND COALESCE(h.at_utc, h.at_local) <= $now::TIMESTAMP
    AND COALESCE(h.at_local >= $from_date::DATE, COALESCE(h.at_utc, h.at_local) >= $from_utc::TIMESTAMP, TRUE)
    AND COALESCE(h.at_local < $to_date::DATE, COALESCE(h.at_utc, h.at_local) < $to_utc::TIMESTAMP, TRUE)
ORDER BY h.at_local DESC, h.equipment_code, h.kind, h.before, h.after
LIMIT $limit::BIGINT
