-- The newest word about each finding.
SELECT
    equipment_code,
    rule,
    status,
    note,
    set_by,
    set_utc,
    to_date,
    facts
FROM meta.recommendation
QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code, rule ORDER BY change_id DESC) = 1
