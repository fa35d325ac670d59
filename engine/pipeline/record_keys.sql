-- One row for each, once.
INSERT INTO meta.schema_change (changed_utc, source, table_name, column_name, change, old_type, new_type, mode, detail)
SELECT
    (SELECT started_utc FROM scope_build),
    n.source,
    'DATA_SHOT',
    n.column_name,
    CASE WHEN n.is_ignored THEN 'discarded' ELSE n.change END,
    n.kinds,
    n.kind,
    n.mode,
    'build ' || (SELECT build_id FROM scope_build) || ': ' || n.items || ' shots, as in packet ' || n.packet_id
FROM new_key n
WHERE NOT EXISTS (
    SELECT 1
    FROM meta.schema_change s
    WHERE s.table_name = 'DATA_SHOT'
      AND s.source IS NOT DISTINCT FROM n.source
      AND s.column_name = n.column_name
      AND s.new_type = n.kind
      AND s.change = 'discarded'
      AND n.is_ignored)
ORDER BY n.column_name, n.kind, n.source;
