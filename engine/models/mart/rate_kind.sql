-- model: rate_kind
-- kind:  temp
-- grain: one row per context of the shots of a tool in scope, with the parameters that hold for them
-- key:   kind_no
-- A run that is carried on from before the scope has a kind of its own, that of its first shot, without a counter.
-- kind_no      orders the kinds of a tool by counter, so that it stands for counter_code in the order of shots
-- context_no   in core.shot; NULL for a carried run
-- tool_no      stands for equipment_code
-- counter_no   stands for counter_code
-- clock_no     stands for (location_id, time_zone)
-- approved_us  approved cycle time, µs; one beyond 10^12 (11 days) is cut there, so that no sum of times can overflow
-- from_utc     the tool's span to rebuild, and the wider one to read
WITH kind AS (
    SELECT
        c.context_no,
        c.equipment_code,
        c.counter_code,
        c.mold_id,
        c.part_id,
        c.part_code,
        c.cavities,
        c.approved_ct,
        c.supplier_id,
        c.supplier_name,
        c.location_id,
        c.location_name,
        c.time_zone,
        s.from_utc,
        s.to_utc,
        s.read_from_utc,
        s.read_to_utc
    FROM core.shot_context c
    JOIN scope_tool s ON s.equipment_code = c.equipment_code
    UNION ALL
    SELECT
        NULL, equipment_code, NULL, mold_id, part_id, first_part_code, NULL, NULL,
        NULL, NULL, first_location_id, NULL, NULL, NULL, NULL, NULL, NULL
    FROM scope_run
),
numbered AS (
    SELECT
        row_number() OVER (ORDER BY equipment_code, counter_code, context_no) AS kind_no,
        dense_rank() OVER (ORDER BY equipment_code) AS tool_no,
        dense_rank() OVER (ORDER BY counter_code) AS counter_no,
        dense_rank() OVER (ORDER BY location_id NULLS FIRST, time_zone) AS clock_no,
        k.*
    FROM kind k
),
-- The entries that concern a kind; the nearest wins, of equally near ones the
-- last in the configuration.
entry AS (
    SELECT
        k.kind_no,
        nearness(e.part_code, e.equipment_code, e.location_id, e.place) AS nearness,
        e.run_gap_us,
        e.break_on_part_change,
        e.tolerance,
        e.stop_factor,
        e.idle_ct,
        e.gap_slack,
        e.reference,
        e.min_shots,
        e.shot_time,
        e.micro_stop_us
    FROM numbered k
    JOIN core.setting_run_rate e
      ON (e.part_code IS NULL OR e.part_code = k.part_code)
     AND (e.equipment_code IS NULL OR e.equipment_code = k.equipment_code)
     AND (e.location_id IS NULL OR e.location_id = k.location_id)
),
parameters AS (
    SELECT
        kind_no,
        max_by(run_gap_us, nearness) FILTER (WHERE run_gap_us IS NOT NULL) AS run_gap_us,
        max_by(break_on_part_change, nearness) FILTER (WHERE break_on_part_change IS NOT NULL) AS break_on_part_change,
        CAST(round(1000000 * max_by(tolerance, nearness) FILTER (WHERE tolerance IS NOT NULL)) AS BIGINT) AS tolerance_ppm,
        CAST(round(1000000 * max_by(stop_factor, nearness) FILTER (WHERE stop_factor IS NOT NULL)) AS BIGINT) AS stop_factor_ppm,
        ct_key(max_by(idle_ct, nearness) FILTER (WHERE idle_ct IS NOT NULL)) AS idle_ms,
        ct_us(max_by(gap_slack, nearness) FILTER (WHERE gap_slack IS NOT NULL)) AS gap_slack_us,
        max_by(reference, nearness) FILTER (WHERE reference IS NOT NULL) AS reference,
        max_by(min_shots, nearness) FILTER (WHERE min_shots IS NOT NULL) AS min_shots,
        max_by(shot_time, nearness) FILTER (WHERE shot_time IS NOT NULL) = 'start' AS is_start,
        max_by(micro_stop_us, nearness) FILTER (WHERE micro_stop_us IS NOT NULL) AS micro_stop_us
    FROM entry
    GROUP BY kind_no
),
approved AS (
    SELECT
        kind_no,
        CASE WHEN approved_ct > 1000000 THEN 1000000000000 ELSE ct_us(approved_ct) END AS approved_us
    FROM numbered
)
SELECT
    CAST(k.kind_no AS INTEGER) AS kind_no,
    k.context_no,
    CAST(k.tool_no AS INTEGER) AS tool_no,
    CAST(k.counter_no AS INTEGER) AS counter_no,
    CAST(k.clock_no AS INTEGER) AS clock_no,
    k.equipment_code,
    k.counter_code,
    k.mold_id,
    k.part_id,
    k.part_code,
    k.cavities,
    k.approved_ct,
    a.approved_us,
    k.supplier_id,
    k.supplier_name,
    k.location_id,
    k.location_name,
    k.time_zone,
    k.from_utc,
    k.to_utc,
    k.read_from_utc,
    k.read_to_utc,
    p.run_gap_us,
    p.break_on_part_change,
    p.tolerance_ppm,
    p.stop_factor_ppm,
    p.idle_ms,
    p.gap_slack_us,
    p.reference,
    p.min_shots,
    p.is_start,
    p.micro_stop_us
FROM numbered k
JOIN parameters p ON p.kind_no = k.kind_no
JOIN approved a ON a.kind_no = k.kind_no
