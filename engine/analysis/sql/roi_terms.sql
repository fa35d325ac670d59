-- What is agreed for all that is asked about: one row. What differs inside of
-- it is NULL.
SELECT
    COALESCE(BOOL_AND(sold_out), FALSE) AS sold_out,
    COUNT(DISTINCT equipment_code) FILTER (WHERE margin IS NULL) AS tools_without_margin,
    MIN(equipment_code) FILTER (WHERE margin IS NULL) AS tool_without_margin,
    CASE WHEN COUNT(DISTINCT discount_rate) = 1 THEN MIN(discount_rate) END AS discount_rate,
    CASE WHEN COUNT(DISTINCT horizon_years) = 1 THEN MIN(horizon_years) END AS horizon_years
FROM rate
