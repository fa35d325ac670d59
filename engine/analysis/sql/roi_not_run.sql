-- The step that stands before a bridge, with the tool that has most of it.
SELECT
    -SUM(h)::DOUBLE AS h,
    -SUM(parts)::DOUBLE AS parts,
    -SUM(money) / 1e15 AS money,
    arg_max(equipment_code, (h, equipment_code)) AS top_tool,
    MAX(h)::DOUBLE AS top_h
FROM not_run_tool
HAVING COUNT(*) > 0
