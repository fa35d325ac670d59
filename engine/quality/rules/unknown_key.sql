-- rule:     unknown_key
-- level:    2
-- table:    DATA_SHOT
-- checks:   a shot has only known keys
-- severity: info
-- action:   keep it in extra, counted
-- advice:   promote keys that you need with shots.extra
SELECT
    coalesce(p.counter_code, 'no counter') AS subject,
    count(*) AS broken
FROM core.item_extra x
JOIN core.packet p ON p.packet_id = x.packet_id
GROUP BY ALL
