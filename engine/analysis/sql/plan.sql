-- The places where a calendar says what is planned.
SELECT location_id FROM core.setting_shift
UNION
SELECT location_id FROM core.setting_break
UNION
SELECT location_id FROM core.setting_holiday
UNION
SELECT location_id FROM core.setting_planned_stop
