-- The steps in the order of time.
SELECT
    from_utc,
    to_utc,
    approved_ct,
    l1_below,
    l1_above,
    l2_below,
    l2_above
FROM limit_step
ORDER BY from_utc
