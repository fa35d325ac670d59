-- rule:     empty_packet
-- level:    1
-- table:    DATA_SHOT
-- checks:   the packet has items
-- severity: info
-- action:   count it
-- advice:   nothing to do, unless a counter sends many
SELECT
    coalesce(p.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.packet p
WHERE p.reading = 'empty'
GROUP BY ALL
