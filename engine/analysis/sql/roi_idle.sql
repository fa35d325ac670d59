-- Planned time in which no run was, by all that a rate can be limited to.
SELECT
    equipment_code,
    part_id,
    part_code,
    location_id,
    supplier_id,
    SUM(planned_us) AS idle_us
FROM oee_piece
GROUP BY ALL
HAVING SUM(planned_us) > 0
