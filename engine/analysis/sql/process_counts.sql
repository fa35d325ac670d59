-- How often each cycle time came.
SELECT
    ct_us / 1000000 AS ct,
    COUNT(*) AS shots
FROM placed
GROUP BY ct_us
ORDER BY ct_us
