-- rule:     reconciliation_tool
-- level:    4
-- table:    MOLD
-- checks:   a tool has no more shots than its counter's total, but for the limit
-- severity: warning
-- action:   report it
-- advice:   see mart.reconciliation, kind tool; COUNTER_SHOT_COUNT may be old
-- limit:    0.01
SELECT
    r.equipment_code AS subject,
    r.difference AS broken
FROM mart.reconciliation r
WHERE r.kind = 'tool'
  AND r.difference > $limit * r.expected
