-- The sums of OEE for each tool (without a day) and for each production day (without a
-- tool), the tools first; one of scrap alone is none, as in oee.sql.
SELECT
    equipment_code,
    local_date,
    SUM(planned_us)::BIGINT AS planned_us,
    SUM(planned_production_us)::BIGINT AS planned_production_us,
    SUM(ideal_us)::BIGINT AS ideal_us,
    SUM(ideal_production_us)::BIGINT AS ideal_production_us,
    SUM(produced_parts)::BIGINT AS produced_parts,
    SUM(rejected_parts)::BIGINT AS rejected_parts
FROM oee_piece
GROUP BY GROUPING SETS ((equipment_code), (local_date))
HAVING bool_or(produced_parts = 0)
ORDER BY local_date NULLS FIRST, equipment_code
