-- The shots around the window, each with what the window takes of its interval.
-- gap_us is how far the interval exceeds the cycle, which gap_slack decides about:
-- without end where a stop is one at any slack, -1 where none can be.
WITH run AS (
    SELECT
        run_id,
        CASE
            WHEN end_utc > last_shot_utc THEN TRUE
            WHEN start_utc < first_shot_utc THEN FALSE
            ELSE (SELECT shot_time = 'start' FROM core.setting_run_rate WHERE place = 0)
        END AS is_start
    FROM mart.run
    WHERE $tools::VARCHAR[] IS NULL OR list_contains($tools::VARCHAR[], equipment_code)
),
measured AS (
    SELECT
        i.context_no,
        i.class,
        ct_us(i.ct) AS ct_us,
        ct_us(i.ref_ct) AS ref_us,
        epoch_us(i.shot_time_utc) AS t_us,
        i.d_us,
        i.c_us,
        i.w_us,
        r.is_start,
        CASE
            WHEN i.class NOT IN ('long', 'idle') THEN i.d_us - ct_us(i.ct)
            WHEN i.w_us > 0 THEN 9223372036854775807
            ELSE -1
        END AS gap_us,
        LAG(i.w_us) OVER along AS before_w_us,
        LAG(CASE
            WHEN i.class NOT IN ('long', 'idle') THEN i.d_us - ct_us(i.ct)
            WHEN i.w_us > 0 THEN 9223372036854775807
            ELSE -1
        END) OVER along AS before_gap_us
    FROM mart.shot_interval i
    JOIN run r ON r.run_id = i.run_id
    WHERE ($read_from::TIMESTAMP IS NULL OR i.shot_time_utc >= $read_from::TIMESTAMP)
        AND ($read_to::TIMESTAMP IS NULL OR i.shot_time_utc < $read_to::TIMESTAMP)
        AND i.equipment_code IN (SELECT equipment_code FROM tool_of_scope)
    WINDOW along AS (PARTITION BY i.run_id ORDER BY i.shot_time_utc, i.seq NULLS FIRST, i.counter_code)
),
placed AS (
    SELECT
        m.*,
        b.lo,
        b.hi,
        -- Where it is a gap, the cycle is as long as ct.
        CASE WHEN m.class IN ('long', 'idle') THEN m.c_us ELSE LEAST(m.ct_us, m.d_us) END AS cycle_us,
        CASE WHEN m.is_start THEN m.t_us ELSE m.t_us - m.d_us END AS from_us
    FROM measured m
    JOIN core.shot_context c ON c.context_no = m.context_no
    JOIN bound b ON b.location_id IS NOT DISTINCT FROM c.location_id AND b.time_zone = c.time_zone
    WHERE ($parts::BIGINT[] IS NULL OR list_contains($parts::BIGINT[], c.part_id))
        AND ($suppliers::BIGINT[] IS NULL OR list_contains($suppliers::BIGINT[], c.supplier_id))
        AND ($locations::BIGINT[] IS NULL OR list_contains($locations::BIGINT[], c.location_id))
)
SELECT
    class,
    ct_us,
    ref_us,
    gap_us,
    COALESCE(before_gap_us, -1) AS before_gap_us,
    w_us > 0 AND COALESCE(before_w_us, 0) = 0 AS is_stop,
    t_us >= lo AND t_us < hi AS is_in,
    -- The waiting part is where it begins at any slack: before the cycle, or after ct.
    from_us + CASE WHEN is_start THEN cycle_us ELSE 0 END >= lo AND from_us + CASE WHEN is_start THEN cycle_us ELSE 0 END < hi AS is_wait_in,
    GREATEST(0, LEAST(from_us + d_us, hi) - GREATEST(from_us, lo)) AS d_us,
    GREATEST(0, LEAST(from_us + CASE WHEN is_start THEN d_us ELSE d_us - cycle_us END, hi)
        - GREATEST(from_us + CASE WHEN is_start THEN cycle_us ELSE 0 END, lo)) AS gap_in_us,
    GREATEST(0, LEAST(from_us + CASE WHEN is_start THEN d_us ELSE w_us END, hi)
        - GREATEST(from_us + CASE WHEN is_start THEN c_us ELSE 0 END, lo)) AS w_us
FROM placed
WHERE from_us + d_us >= lo AND from_us <= hi
