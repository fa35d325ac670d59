-- model: stretch_range
-- kind:  temp
-- grain: one row per process with slow, fast or normal shots in its baseline, where that is made anew
-- key:   process_no
-- mean_range  mean distance of neighbours of a run in it, s; NULL without a pair
WITH neighbour AS (
    SELECT
        p.process_no,
        abs(ct_us(s.ct) - lag(ct_us(s.ct)) OVER (PARTITION BY p.process_no, s.run_id ORDER BY s.shot_time_utc, s.seq NULLS FIRST, s.counter_code)) AS step_us
    FROM scope_base_cycle s
    JOIN core.shot_context c ON c.context_no = s.context_no
    JOIN stretch_process p
      ON p.equipment_code = c.equipment_code
     AND p.part_id IS NOT DISTINCT FROM c.part_id
     AND p.base_from_us <= epoch_us(s.shot_time_utc) + c.offset_us - c.day_start_us
     AND p.base_to_us > epoch_us(s.shot_time_utc) + c.offset_us - c.day_start_us
)
SELECT
    n.process_no,
    CAST(sum(n.step_us) AS DOUBLE) / count(n.step_us) / 1000000 AS mean_range
FROM neighbour n
GROUP BY n.process_no
