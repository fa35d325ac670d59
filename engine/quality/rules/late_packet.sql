-- rule:     late_packet
-- level:    5
-- table:    DATA_SHOT
-- checks:   shots arrive within 48 h
-- severity: warning
-- action:   keep the shot, counted
-- advice:   check the network of the counter; figures of these days change after the fact
SELECT
    c.counter_code AS subject,
    CAST(sum(h.late) AS BIGINT) AS broken
FROM core.shot_hour h
JOIN core.shot_context c ON c.context_no = h.context_no
WHERE h.late > 0
GROUP BY ALL
