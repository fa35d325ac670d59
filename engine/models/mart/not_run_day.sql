-- model:   mart.not_run_day
-- kind:    view
-- with:    mart.rate_slot
-- grain:   one row per tool, part and local production day with planned time in which the tool had no run
-- key:     equipment_code, part_id, local_date
-- equipment_code    the tool
-- part_id           part that the run before made last; NULL without one. One that never had an approved cycle time has no row
-- local_date        local production day
-- nominal_cavities  parts per shot that the tool is made for, as in mart.run_bridge
-- not_run_us        planned time of the calendar between the runs, and after the last one until the last sync, or until the last
--     counter went to another tool, µs; before its first run nothing is known of a tool
-- not_run_parts     parts in it at the approved cycle time of the last day that has one, with all cavities
-- not_run_h         the same in hours
-- part_code         code of the part
-- location_id       plant of the run before
-- location_name     its name
-- supplier_id       supplier of the run before
-- supplier_name     its name
WITH plan AS (
    SELECT location_id FROM core.setting_shift
    UNION
    SELECT location_id FROM core.setting_break
    UNION
    SELECT location_id FROM core.setting_holiday
    UNION
    SELECT location_id FROM core.setting_planned_stop
),
-- Until when the figures tell: the last sync, or, where packets came that no build has
-- seen, the start of the sync that brought the first of them.
told AS (
    SELECT least(
        (SELECT min(s.synced_utc) FROM meta.source s),
        (
            SELECT min(b.started_utc)
            FROM meta.sync_batch b
            WHERE b.table_name = 'DATA_SHOT'
              AND b.rows_new + b.rows_changed > 0
              AND b.batch_id > (SELECT max(CAST(m.inputs ->> 'max_batch_id' AS BIGINT)) FROM meta.build m WHERE m.finished_utc IS NOT NULL)
        )
    ) AS as_of_utc
),
run AS (
    SELECT
        r.equipment_code,
        r.run_id,
        r.end_utc,
        lead(r.start_utc) OVER (PARTITION BY r.equipment_code ORDER BY r.start_utc, r.end_utc, r.run_id) AS next_utc
    FROM mart.run r
),
counted AS (
    SELECT p.equipment_code, max(p.to_utc) AS to_utc
    FROM core.counter_period p
    WHERE p.equipment_code IS NOT NULL
    GROUP BY p.equipment_code
),
silent AS (
    SELECT
        r.equipment_code,
        r.run_id,
        r.end_utc AS from_utc,
        coalesce(r.next_utc, least(t.as_of_utc, c.to_utc)) AS to_utc
    FROM run r
    CROSS JOIN told t
    LEFT JOIN counted c ON c.equipment_code = r.equipment_code
    WHERE r.next_utc IS NOT NULL OR t.as_of_utc IS NOT NULL
),
-- What the run made last; a struct, so that NULLs stay.
made AS (
    SELECT
        s.run_id,
        arg_max(
            struct_pack(
                part_id := s.part_id, part_code := s.part_code,
                supplier_id := s.supplier_id, supplier_name := s.supplier_name,
                location_id := s.location_id, location_name := s.location_name
            ),
            (s.slot_start_utc, s.last_shot_utc)
        ) AS last
    FROM mart.run_rate_slot s
    GROUP BY s.run_id
),
zone AS (
    SELECT p.location_id, arg_max(p.time_zone, (p.from_utc, p.counter_code)) AS time_zone
    FROM core.counter_period p
    WHERE p.equipment_code IS NOT NULL
    GROUP BY p.location_id
),
idle AS (
    SELECT
        s.equipment_code,
        s.from_utc,
        s.to_utc,
        m.last.part_id AS part_id,
        m.last.part_code AS part_code,
        m.last.supplier_id AS supplier_id,
        m.last.supplier_name AS supplier_name,
        m.last.location_id AS location_id,
        m.last.location_name AS location_name,
        c.location_id AS calendar_id,
        coalesce(z.time_zone, 'UTC') AS time_zone,
        dense_rank() OVER (ORDER BY c.location_id NULLS FIRST, coalesce(z.time_zone, 'UTC')) AS clock_no
    FROM silent s
    JOIN made m ON m.run_id = s.run_id
    LEFT JOIN zone z ON z.location_id IS NOT DISTINCT FROM m.last.location_id
    LEFT JOIN core.setting_calendar c ON c.location_id = m.last.location_id
    JOIN plan p ON p.location_id IS NOT DISTINCT FROM c.location_id
    WHERE s.from_utc < s.to_utc
),
-- The plan is that of a build (rate_slot): its clocks are those of idle tools, with a
-- mark on each day on which one is, in place of its shots.
rate_kind AS (
    SELECT DISTINCT i.clock_no AS kind_no, i.clock_no, i.time_zone, i.calendar_id AS location_id, 0 AS run_gap_us
    FROM idle i
),
rate_shot AS (
    SELECT DISTINCT
        i.clock_no AS kind_no,
        epoch_us(unnest(range(date_trunc('day', i.from_utc), i.to_utc, INTERVAL 1 DAY))) AS t_us,
        CAST(NULL AS BIGINT) AS prev_t_us
    FROM idle i
),
rate_reference AS (
    SELECT 0 AS ref_us
),
rate_slot AS (
/* mart.rate_slot */
),
planned AS (
    SELECT p.clock_no, p.from_us, p.to_us, p.hour_no // 24 AS day_no, p.local_date
    FROM rate_slot p
    WHERE p.is_planned
),
idle_day AS (
    SELECT
        i.*,
        epoch_us(i.from_utc) AS from_us,
        epoch_us(i.to_utc) AS to_us,
        unnest(range(epoch_us(i.from_utc) // 86400000000, (epoch_us(i.to_utc) - 1) // 86400000000 + 1)) AS day_no
    FROM idle i
),
day AS (
    SELECT
        i.equipment_code,
        i.part_id,
        p.local_date,
        max(i.part_code) AS part_code,
        max(i.location_id) AS location_id,
        max(i.location_name) AS location_name,
        max(i.supplier_id) AS supplier_id,
        max(i.supplier_name) AS supplier_name,
        CAST(sum(least(i.to_us, p.to_us) - greatest(i.from_us, p.from_us)) AS BIGINT) AS not_run_us
    FROM idle_day i
    JOIN planned p
      ON p.clock_no = i.clock_no
     AND p.day_no = i.day_no
     AND p.from_us < i.to_us
     AND p.to_us > i.from_us
    GROUP BY i.equipment_code, i.part_id, p.local_date
),
lately AS (
    SELECT d.equipment_code, d.part_id, arg_max(d.approved_us / d.shots, d.local_date) AS approved_us
    FROM mart.roi_tool_day d
    WHERE d.shots > 0
    GROUP BY d.equipment_code, d.part_id
),
nominal AS (
    SELECT b.equipment_code, max(b.nominal_cavities) AS cavities
    FROM mart.run_bridge b
    GROUP BY b.equipment_code
)
SELECT
    d.equipment_code,
    d.part_id,
    d.local_date,
    n.cavities AS nominal_cavities,
    d.not_run_us,
    CAST(d.not_run_us / l.approved_us * n.cavities AS DECIMAL(38, 9)) AS not_run_parts,
    exact_ratio(d.not_run_us, 3600000000) AS not_run_h,
    d.part_code,
    d.location_id,
    d.location_name,
    d.supplier_id,
    d.supplier_name
FROM day d
JOIN lately l
  ON l.equipment_code = d.equipment_code
 AND l.part_id IS NOT DISTINCT FROM d.part_id
JOIN nominal n ON n.equipment_code = d.equipment_code
