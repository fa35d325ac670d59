-- rule:     unreadable_value
-- level:    1
-- table:    DATA_SHOT
-- checks:   values fit the type of their column
-- severity: warning
-- action:   keep the row, the value NULL
-- advice:   look at the column unreadable in raw; correct the export
SELECT
    'DATA_SHOT' AS subject,
    count(*) AS broken
FROM raw.data_shot t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'STATISTICS' AS subject,
    count(*) AS broken
FROM raw.statistics t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'MOLD' AS subject,
    count(*) AS broken
FROM raw.mold t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'MOLD_PART' AS subject,
    count(*) AS broken
FROM raw.mold_part t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'PART' AS subject,
    count(*) AS broken
FROM raw.part t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'COMPANY' AS subject,
    count(*) AS broken
FROM raw.company t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'LOCATION' AS subject,
    count(*) AS broken
FROM raw.location t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'WORK_ORDER' AS subject,
    count(*) AS broken
FROM raw.work_order t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'MOLD_LOCATION' AS subject,
    count(*) AS broken
FROM raw.mold_location t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'PRODUCED_PART' AS subject,
    count(*) AS broken
FROM raw.produced_part t
WHERE t.unreadable IS NOT NULL
HAVING count(*) > 0
