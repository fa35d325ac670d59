-- The shots whose intervals touch the slots that the window cuts, with what it
-- takes of them. $reach_us is how far an interval may reach away from its shot.
WITH cut_run AS (
    SELECT
        run_id,
        equipment_code,
        CASE
            WHEN end_utc > last_shot_utc THEN TRUE
            WHEN start_utc < first_shot_utc THEN FALSE
            ELSE (SELECT shot_time = 'start' FROM core.setting_run_rate WHERE place = 0)
        END AS is_start
    FROM mart.run
    WHERE run_id IN (SELECT run_id FROM cut_slot)
),
-- Around each bound on its own: a range is looked up, two with OR are not.
near AS (
    SELECT equipment_code, run_id, context_no, counter_code, seq, shot_time_utc, class, ct, ref_ct, d_us, c_us, doubtful_us
    FROM mart.shot_interval
    WHERE shot_time_utc >= $cut_from::TIMESTAMP - to_microseconds($reach_us::BIGINT)
        AND shot_time_utc <= $cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT)
    UNION ALL
    SELECT equipment_code, run_id, context_no, counter_code, seq, shot_time_utc, class, ct, ref_ct, d_us, c_us, doubtful_us
    FROM mart.shot_interval
    WHERE shot_time_utc >= $cut_to::TIMESTAMP - to_microseconds($reach_us::BIGINT)
        AND shot_time_utc <= $cut_to::TIMESTAMP + to_microseconds($reach_us::BIGINT)
        AND ($cut_from::TIMESTAMP IS NULL OR shot_time_utc > $cut_from::TIMESTAMP + to_microseconds($reach_us::BIGINT))
),
interval AS (
    SELECT
        i.run_id,
        i.context_no,
        i.counter_code,
        i.seq,
        i.shot_time_utc,
        i.class,
        CAST(ROUND(i.ct * 1000000) AS BIGINT) AS ct_us,
        CAST(ROUND(i.ref_ct * 1000000) AS BIGINT) AS ref_us,
        i.c_us,
        i.d_us - i.c_us AS w_us,
        i.doubtful_us,
        CASE WHEN r.is_start THEN i.shot_time_utc ELSE i.shot_time_utc - to_microseconds(i.c_us) END AS cycle_from,
        CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.c_us) ELSE i.shot_time_utc END AS cycle_to,
        CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.c_us) ELSE i.shot_time_utc - to_microseconds(i.d_us) END AS wait_from,
        CASE WHEN r.is_start THEN i.shot_time_utc + to_microseconds(i.d_us) ELSE i.shot_time_utc - to_microseconds(i.c_us) END AS wait_to
    FROM near i
    -- The table lies tool by tool: by its run alone, one tool took 0.1 s at 50 M shots.
    JOIN cut_run r ON r.run_id = i.run_id AND r.equipment_code = i.equipment_code
    -- Most lie far from the cut hours: they need not meet the slots.
    WHERE epoch_us(i.shot_time_utc) - i.d_us < epoch_us(date_trunc('hour', $cut_from::TIMESTAMP) + INTERVAL 1 HOUR)
        AND epoch_us(i.shot_time_utc) + i.d_us >= epoch_us($cut_from::TIMESTAMP)
        OR epoch_us(i.shot_time_utc) - i.d_us < epoch_us($cut_to::TIMESTAMP)
        AND epoch_us(i.shot_time_utc) + i.d_us >= epoch_us(date_trunc('hour', $cut_to::TIMESTAMP))
)
SELECT
    t.*,
    m.equipment_code,
    m.part_code,
    m.supplier_id,
    m.location_id,
    m.approved_ct,
    m.cavities
FROM (
    SELECT
        c.run_id,
        c.part_id,
        c.slot_start_utc,
        i.context_no,
        i.counter_code,
        i.shot_time_utc,
        i.seq,
        i.class,
        i.ct_us,
        i.ref_us,
        i.c_us AS whole_c_us,
        i.w_us AS whole_w_us,
        i.wait_from,
        i.wait_to,
        i.doubtful_us > 0 AS is_doubtful,
        i.shot_time_utc >= c.lo AND i.shot_time_utc < c.hi AS is_in,
        GREATEST(0, epoch_us(LEAST(i.cycle_to, c.hi)) - epoch_us(GREATEST(i.cycle_from, c.lo))) AS c_us,
        GREATEST(0, epoch_us(LEAST(i.wait_to, c.hi)) - epoch_us(GREATEST(i.wait_from, c.lo))) AS w_us
    FROM cut_slot c
    JOIN interval i
        ON i.run_id = c.run_id
        AND LEAST(i.cycle_from, i.wait_from) < c.hi
        AND GREATEST(i.cycle_to, i.wait_to) >= c.lo
    WHERE c.lo < c.hi
) t
JOIN core.shot_context m
    ON m.context_no = t.context_no
    AND m.part_id IS NOT DISTINCT FROM t.part_id
WHERE t.is_in OR t.c_us > 0 OR t.w_us > 0
