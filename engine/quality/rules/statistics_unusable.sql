-- rule:     statistics_unusable
-- level:    4
-- table:    STATISTICS
-- checks:   rows of STATISTICS have an hour, a counter and a known mold
-- severity: warning
-- action:   leave the row out of the mapping, counted
-- advice:   see core.assignment_left_out for the reasons
SELECT
    l.reason || ' ' || coalesce(l.counter_code, 'no counter') AS subject,
    CAST(sum(l.rows) AS BIGINT) AS broken
FROM core.assignment_left_out l
GROUP BY ALL
