-- The bridge, a row for each step, with the tool that has most of it.
SELECT
    place,
    h::DOUBLE AS h,
    parts::DOUBLE AS parts,
    CASE WHEN place <> 8 THEN money END AS money,
    CASE WHEN place NOT IN (1, 8) THEN top_tool END AS top_tool,
    CASE WHEN place NOT IN (1, 8) THEN NULLIF(top_h, 0)::DOUBLE END AS top_h
FROM (
    SELECT
        place,
        SUM(h) AS h,
        SUM(parts) AS parts,
        SUM(money) / 1e15 AS money,
        arg_max(equipment_code, (ABS(h), equipment_code)) FILTER (WHERE h <> 0) AS top_tool,
        MAX(ABS(h)) AS top_h
    FROM bridge_tool
    GROUP BY place
    UNION ALL
    -- Optimal is what closes the bridge.
    SELECT 1, SUM(CASE WHEN place = 8 THEN h ELSE -h END), SUM(CASE WHEN place = 8 THEN parts ELSE -parts END), NULL, NULL, NULL
    FROM bridge_tool
    HAVING COUNT(*) > 0
)
ORDER BY place
