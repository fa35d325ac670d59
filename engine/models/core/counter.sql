-- model:   core.counter
-- grain:   one row per counter that ever sent a packet
-- key:     counter_no
-- rebuild: only added to; a full build starts anew
-- counter_no    its number, in core.left_item: a number is written and joined faster than a text
-- counter_code  the counter, trimmed and upper case
WITH came AS (
    SELECT DISTINCT p.counter_code
    FROM new_packet p
    WHERE p.counter_code IS NOT NULL
)
SELECT
    CAST((SELECT coalesce(max(k.counter_no), 0) FROM scope_counter_no k)
        + row_number() OVER (ORDER BY c.counter_code) AS INTEGER) AS counter_no,
    c.counter_code
FROM came c
LEFT JOIN scope_counter_no n ON n.counter_code = c.counter_code
WHERE n.counter_no IS NULL
