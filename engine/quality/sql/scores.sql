-- The scores in all and of each table, as of the last build.
SELECT
    v.scope,
    v.table_name,
    v.items,
    v.validity,
    v.uniqueness,
    v.completeness,
    v.consistency,
    v.timeliness,
    v.overall,
    v.status
FROM mart.data_quality v
WHERE ($table IS NULL AND v.scope = 'all')
   OR v.table_name = coalesce($table, v.table_name)
ORDER BY v.scope, v.overall, v.table_name
