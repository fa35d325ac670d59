-- The code of each part of a tool, of its latest set of decisions.
SELECT
    equipment_code,
    part_id,
    ARG_MAX(part_code, context_no) AS part_code
FROM core.shot_context
GROUP BY equipment_code, part_id
