-- How far an interval may reach away from its shot: a longer silence ends the
-- run, and no cycle is longer than a day.
SELECT GREATEST(MAX(run_gap_us), 86400000000) AS reach_us
FROM core.setting_run_rate
