-- rule:     duplicate
-- level:    3
-- table:    DATA_SHOT
-- checks:   a shot comes once
-- severity: info
-- action:   drop it, counted
-- advice:   nothing to do: copies count once; many of them mean that packets are sent again
SELECT
    d.counter_code AS subject,
    count(*) AS broken
FROM core.duplicate d
GROUP BY ALL
