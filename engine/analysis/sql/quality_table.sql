-- The scores in all and of each table of the sources, the lowest first. They
-- are of all data: a table has no tool and no day.
SELECT
    scope,
    table_name,
    items,
    validity,
    uniqueness,
    completeness,
    consistency,
    timeliness,
    overall,
    status
FROM mart.data_quality
ORDER BY scope, overall, table_name
LIMIT $limit::BIGINT
