-- What the window takes of the hours that its bounds cut, shot by shot. The shot on
-- the other side of one's idle time may lie in another hour: pieces tell when it was.
WITH cut_piece AS (
    SELECT
        *,
        COALESCE(
            LEAD(slot_start_utc) OVER (PARTITION BY session_id, supplier_id, location_id, time_zone, date_trunc('hour', slot_start_utc) ORDER BY slot_start_utc),
            date_trunc('hour', slot_start_utc) + INTERVAL 1 HOUR
        ) AS slot_end_utc
    FROM session_slot
    WHERE date_trunc('hour', slot_start_utc) IN ($from_hour::TIMESTAMP, $to_hour::TIMESTAMP)
),
-- Around each bound on its own: a range is looked up, two with OR are not.
near AS (
    SELECT context_no, seq, shot_time_utc, class, ct, $from_hour::TIMESTAMP AS hour_utc
    FROM mart.shot_interval
    WHERE shot_time_utc >= $from_hour::TIMESTAMP
        AND shot_time_utc < $from_hour::TIMESTAMP + INTERVAL 1 HOUR
    UNION ALL
    SELECT context_no, seq, shot_time_utc, class, ct, $to_hour::TIMESTAMP AS hour_utc
    FROM mart.shot_interval
    WHERE shot_time_utc >= $to_hour::TIMESTAMP
        AND shot_time_utc < $to_hour::TIMESTAMP + INTERVAL 1 HOUR
        AND ($from_hour::TIMESTAMP IS NULL OR $from_hour::TIMESTAMP <> $to_hour::TIMESTAMP)
),
made AS (
    SELECT *
    FROM mart.ana_shot_made
    WHERE session_id IN (SELECT session_id FROM cut_piece)
),
held AS (
    SELECT
        i.*,
        k.part_code,
        k.cavities,
        k.supplier_id,
        k.location_id,
        k.time_zone,
        e.session_id,
        e.is_start,
        e.l1_below,
        e.l1_above,
        e.l2_below,
        e.l2_above,
        LAG(i.shot_time_utc) OVER along AS before_utc,
        LEAD(i.shot_time_utc) OVER along AS after_utc
    FROM near i
    JOIN core.shot_context k ON k.context_no = i.context_no
    JOIN made e
        ON e.equipment_code = k.equipment_code
        AND e.first_shot_utc <= i.shot_time_utc
        AND e.last_shot_utc >= i.shot_time_utc
        AND (i.shot_time_utc > e.first_shot_utc
            OR (i.seq IS NOT NULL, COALESCE(i.seq, 0), k.counter_code) >= (e.first_seq IS NOT NULL, COALESCE(e.first_seq, 0), e.first_counter_code))
        AND (i.shot_time_utc < e.last_shot_utc
            OR (i.seq IS NOT NULL, COALESCE(i.seq, 0), k.counter_code) <= (e.last_seq IS NOT NULL, COALESCE(e.last_seq, 0), e.last_counter_code))
    WINDOW along AS (PARTITION BY e.session_id, i.hour_utc ORDER BY i.shot_time_utc, i.seq NULLS FIRST, k.counter_code)
),
beside AS (
    SELECT
        h.session_id,
        h.hour_utc,
        MAX(p.last_shot_utc) FILTER (WHERE p.slot_start_utc < h.hour_utc) AS before_utc,
        MIN(p.first_shot_utc) FILTER (WHERE p.slot_start_utc >= h.hour_utc + INTERVAL 1 HOUR) AS after_utc
    FROM (SELECT DISTINCT session_id, hour_utc FROM held) h
    JOIN mart.ana_slot p ON p.session_id = h.session_id
    GROUP BY h.session_id, h.hour_utc
),
shot AS (
    SELECT
        h.*,
        h.class = 'idle' AS is_idle,
        CASE WHEN h.class <> 'idle' THEN ct_us(h.ct) END AS ct_us,
        CASE
            WHEN h.is_start THEN epoch_us(COALESCE(h.after_utc, b.after_utc)) - epoch_us(h.shot_time_utc)
            ELSE epoch_us(h.shot_time_utc) - epoch_us(COALESCE(h.before_utc, b.before_utc))
        END AS apart_us
    FROM held h
    JOIN beside b
        ON b.session_id = h.session_id
        AND b.hour_utc = h.hour_utc
    WHERE ($from_utc::TIMESTAMP IS NULL OR h.shot_time_utc >= $from_utc::TIMESTAMP)
        AND ($to_utc::TIMESTAMP IS NULL OR h.shot_time_utc < $to_utc::TIMESTAMP)
)
SELECT
    p.equipment_code,
    p.session_id,
    p.part_id,
    s.part_code,
    p.supplier_id,
    p.location_id,
    p.local_date,
    p.shift_date,
    p.shift,
    p.bucket_start_utc,
    1 AS shots_made,
    s.cavities AS parts_made,
    CASE WHEN s.l1_below IS NOT NULL THEN COALESCE(s.ct_us < ct_us(s.l1_below), FALSE)::BIGINT END AS shots_below,
    CASE WHEN s.l1_below IS NOT NULL THEN COALESCE(s.ct_us BETWEEN ct_us(s.l1_below) AND ct_us(s.l1_above), FALSE)::BIGINT END AS shots_within,
    CASE WHEN s.l1_below IS NOT NULL THEN COALESCE(s.ct_us > ct_us(s.l1_above), FALSE)::BIGINT END AS shots_above,
    CASE WHEN s.l1_below IS NOT NULL THEN COALESCE(s.ct_us < ct_us(s.l2_below) OR s.ct_us > ct_us(s.l2_above), FALSE)::BIGINT END AS shots_beyond_l2,
    s.is_idle::BIGINT AS shots_idle,
    COALESCE(s.ct_us, 0) AS production_time_us,
    GREATEST(0, COALESCE(s.apart_us - COALESCE(s.ct_us, 0), 0)) AS idle_time_us
FROM shot s
JOIN cut_piece p
    ON p.session_id = s.session_id
    AND p.supplier_id IS NOT DISTINCT FROM s.supplier_id
    AND p.location_id IS NOT DISTINCT FROM s.location_id
    AND p.time_zone = s.time_zone
    AND p.slot_start_utc <= s.shot_time_utc
    AND p.slot_end_utc > s.shot_time_utc
