-- model:   mart.run_bridge
-- kind:    view
-- grain:   one row per tool, part and local production day: from what was possible in its runs to what was made
-- key:     equipment_code, part_id, local_date
-- equipment_code          the tool
-- part_id                 part of the shots; NULL without one
-- local_date              local production day of the shots; the interval of each counts whole in it
-- nominal_cavities        parts per shot that the tool is made for: the last TOTAL_CAVITIES in MOLD above 0, else the most seen
-- optimal_parts           parts in the time of all intervals at the approved cycle time, with all cavities; minus the steps below it is
--     good_parts exactly, each step with nine digits
-- stop_parts              lost in stops that are no micro-stops
-- micro_stop_parts        lost in micro-stops
-- slow_parts              lost in cycles slower than approved
-- fast_parts              gained in faster ones: added
-- blocked_parts           lost to cavities that make no part; below 0 where there are more than nominal ones
-- scrap_parts             rejected parts of PRODUCED_PART; NULL where that has no count that can be, or nothing has an approved cycle time
-- good_parts              parts made, less scrap
-- optimal_h               time of all intervals, h; the same steps lead to good_h
-- stop_h                  in stops, h
-- micro_stop_h            in micro-stops, h
-- slow_h                  above the approved cycle time, h
-- fast_h                  below it, h: added
-- blocked_h               share of the cavities that make no part in the approved cycle times, h
-- scrap_h                 share of the rejected parts in the approved cycle times, h; NULL likewise
-- good_h                  share of the others, h
-- shots_without_approved  shots without an approved cycle time, left out
-- part_code               as in mart.run_rate_day, like all that follows
-- location_id             plant
-- location_name           its name
-- supplier_id             supplier
-- supplier_name           its name
-- quality_score           mean of the scores of all shots; NULL without shots
WITH told AS (
    SELECT
        code_key(m.equipment_code) AS equipment_code,
        least(m.total_cavities, 2147483647) AS cavities
    FROM raw.mold_history m
    WHERE m.total_cavities > 0
    QUALIFY row_number() OVER (PARTITION BY code_key(m.equipment_code) ORDER BY m.valid_from DESC NULLS LAST, m.id DESC) = 1
),
seen AS (
    SELECT d.equipment_code, max(d.max_cavities) AS cavities
    FROM mart.roi_tool_day d
    GROUP BY d.equipment_code
),
nominal AS (
    SELECT s.equipment_code, CAST(coalesce(t.cavities, s.cavities) AS INTEGER) AS cavities
    FROM seen s
    LEFT JOIN told t ON t.equipment_code = s.equipment_code
),
scrap AS (
    SELECT
        code_key(m.equipment_code) AS equipment_code,
        p.part_id,
        p.day AS local_date,
        CAST(sum(p.total_rejected_amount) AS BIGINT) AS parts
    FROM raw.produced_part p
    JOIN raw.mold m ON m.id = p.mold_id
    WHERE p.total_produced_amount > 0
      AND p.total_rejected_amount BETWEEN 0 AND p.total_produced_amount
    GROUP BY code_key(m.equipment_code), p.part_id, p.day
),
step AS (
    SELECT
        d.*,
        n.cavities AS nominal_cavities,
        d.stop_cycles * n.cavities AS stop_parts,
        d.micro_stop_cycles * n.cavities AS micro_stop_parts,
        d.slow_cycles * n.cavities AS slow_parts,
        d.fast_cycles * n.cavities AS fast_parts,
        CAST(d.bridge_shots AS DECIMAL(38, 9)) * n.cavities - d.bridge_parts AS blocked_parts,
        CAST(d.bridge_parts AS DECIMAL(38, 9)) AS made_parts,
        CASE WHEN d.bridge_shots > 0 THEN CAST(s.parts AS DECIMAL(38, 9)) END AS scrap_parts,
        exact_ratio(d.stop_us, 3600000000) AS stop_h,
        exact_ratio(d.micro_stop_us, 3600000000) AS micro_stop_h,
        exact_ratio(d.slow_us, 3600000000) AS slow_h,
        exact_ratio(d.fast_us, 3600000000) AS fast_h,
        exact_ratio(d.bridge_approved_us, 3600000000) AS approved_h,
        exact_ratio(d.bridge_cavity_us, 3600000000 * n.cavities) AS made_h,
        CASE
            WHEN d.bridge_shots > 0
            THEN exact_ratio(CAST(s.parts AS HUGEINT) * d.bridge_approved_us, CAST(3600000000 AS HUGEINT) * d.bridge_shots * n.cavities)
        END AS scrap_h
    FROM mart.roi_tool_day d
    JOIN nominal n ON n.equipment_code = d.equipment_code
    LEFT JOIN scrap s
      ON s.equipment_code = d.equipment_code
     AND s.part_id = d.part_id
     AND s.local_date = d.local_date
)
SELECT
    equipment_code,
    part_id,
    local_date,
    nominal_cavities,
    made_parts + blocked_parts + stop_parts + micro_stop_parts + slow_parts - fast_parts AS optimal_parts,
    stop_parts,
    micro_stop_parts,
    slow_parts,
    fast_parts,
    blocked_parts,
    scrap_parts,
    made_parts - coalesce(scrap_parts, 0) AS good_parts,
    approved_h + stop_h + micro_stop_h + slow_h - fast_h AS optimal_h,
    stop_h,
    micro_stop_h,
    slow_h,
    fast_h,
    approved_h - made_h AS blocked_h,
    scrap_h,
    made_h - coalesce(scrap_h, 0) AS good_h,
    shots_without_approved,
    part_code,
    location_id,
    location_name,
    supplier_id,
    supplier_name,
    quality_score
FROM step
