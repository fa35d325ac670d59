-- rule:     reconciliation_table
-- level:    4
-- table:    all
-- checks:   the mirror has the rows of the source, but for the limit (copies count once)
-- severity: warning
-- action:   report it
-- advice:   run sprue sync --reconcile
-- limit:    0.05
SELECT
    r.source || ' ' || r.table_name AS subject,
    abs(r.difference) AS broken
FROM mart.reconciliation r
WHERE r.kind = 'table'
  AND (r.difference > 0 OR -r.difference > $limit * r.expected)
