-- The limits in force at the end of the window, tool by tool.
SELECT
    equipment_code,
    approved_ct,
    l1_below,
    l1_above
FROM limit_step
QUALIFY ROW_NUMBER() OVER (PARTITION BY equipment_code ORDER BY from_utc DESC) = 1
