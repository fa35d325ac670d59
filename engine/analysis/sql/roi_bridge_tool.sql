-- The steps of each tool; money are billionths of the currency in millionths.
SELECT
    place,
    equipment_code,
    SUM(h) AS h,
    SUM(parts) AS parts,
    SUM(CAST(CASE $view::VARCHAR WHEN 'cost' THEN h ELSE parts END * 1000000000 AS HUGEINT) * rate) AS money
FROM bridge_step
GROUP BY ALL
