-- rule:     no_supplier
-- level:    4
-- table:    DATA_SHOT
-- checks:   the tool has a supplier in COMPANY
-- severity: warning
-- action:   flag the shot
-- advice:   set SUPPLIER_COMPANY_ID in MOLD, or add the company
-- flag:     no_supplier
SELECT
    c.equipment_code AS subject,
    CAST(sum(h.shots) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
JOIN core.flag f ON (h.dq_flags & f.mask) <> 0
WHERE f.flag = 'no_supplier'
GROUP BY ALL
