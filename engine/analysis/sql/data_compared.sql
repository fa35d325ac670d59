-- Counts that two sides have: hours and tools of the filter, tables whatever it
-- leaves.
SELECT
    r.kind,
    r.expected,
    r.found + r.left_out AS found,
    r.difference,
    -- Of those that differ alone: it takes longer than all else.
    CASE WHEN r.difference <> 0 THEN COALESCE(r.counter_code || ', ' || strftime(r.hour_utc, '%-d %b %H:%M') || ' UTC', r.source || ' ' || r.table_name, r.equipment_code) END AS name
FROM mart.reconciliation r
WHERE r.kind = 'table'
    OR (r.kind = 'tool' AND r.equipment_code IN (SELECT equipment_code FROM tool_of_scope))
    OR (r.kind = 'hour' AND r.counter_code IN (
            SELECT counter_code
            FROM core.counter_period
            WHERE equipment_code IN (SELECT equipment_code FROM tool_of_scope)
        )
        AND COALESCE(r.hour_utc >= COALESCE($from_utc::TIMESTAMP, $from_date::DATE::TIMESTAMP), TRUE)
        AND COALESCE(r.hour_utc < COALESCE($to_utc::TIMESTAMP, $to_date::DATE::TIMESTAMP), TRUE))
