-- model: rate_reference
-- kind:  temp
-- grain: one row per run in scope, with its reference cycle time and the limits that follow from it
-- key:   run_no
-- ref_us    reference cycle time, µs; NULL if all shots are idle and none has an approved one
-- slow_ms   a longer ct, rounded to ms, is slow
-- fast_ms   a shorter one is fast
-- long_ms   a longer one hides a stop
-- kind_no   of the run's first shot, whose parameters hold for the run
WITH counted AS (
    SELECT
        b.run_no,
        s.kind_no,
        CASE WHEN s.ct_us < b.idle_us THEN (s.ct_us + 50000) // 100000 END AS tenth,
        count(*) AS shots,
        min(s.rn) AS rn
    FROM rate_shot s
    JOIN rate_run_block b
      ON b.block = s.rn // 4096
     AND s.rn BETWEEN b.first_rn AND b.last_rn
    GROUP BY ALL
),
tenths AS (
    SELECT run_no, tenth, CAST(sum(shots) AS BIGINT) AS shots
    FROM (
        SELECT run_no, tenth, shots FROM counted WHERE tenth IS NOT NULL
        UNION ALL
        SELECT run_no, tenth, shots FROM rate_earlier
    )
    GROUP BY run_no, tenth
),
modes AS (
    SELECT
        run_no,
        tenth * 100000 AS mode_us,
        CAST(sum(shots) OVER (PARTITION BY run_no) AS BIGINT) AS run_shots
    FROM tenths
    QUALIFY row_number() OVER (PARTITION BY run_no ORDER BY shots DESC, tenth) = 1
),
approved AS (
    SELECT c.run_no, k.approved_us
    FROM counted c
    JOIN rate_kind k ON k.kind_no = c.kind_no
    WHERE k.approved_us IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY c.run_no ORDER BY c.rn) = 1
),
chosen AS (
    SELECT
        r.run_no,
        r.first_kind_no,
        k.reference,
        k.tolerance_ppm,
        k.stop_factor_ppm,
        a.approved_us,
        m.mode_us,
        CASE
            WHEN k.reference = 'mode' AND m.run_shots >= k.min_shots THEN 'mode'
            WHEN k.reference = 'median' AND m.run_shots > 0 THEN 'median'
            WHEN a.approved_us IS NOT NULL THEN 'approved'
            WHEN m.run_shots > 0 THEN 'median'
            ELSE 'none'
        END AS method
    FROM rate_run r
    JOIN rate_kind k ON k.kind_no = r.first_kind_no
    LEFT JOIN modes m ON m.run_no = r.run_no
    LEFT JOIN approved a ON a.run_no = r.run_no
),
ranked AS (
    SELECT
        c.run_no,
        s.ct_us,
        row_number() OVER (PARTITION BY c.run_no ORDER BY s.ct_us) AS place,
        count(*) OVER (PARTITION BY c.run_no) AS shots
    FROM chosen c
    JOIN rate_run_block b ON b.run_no = c.run_no
    JOIN rate_shot s
      ON s.rn // 4096 = b.block
     AND s.rn BETWEEN b.first_rn AND b.last_rn
    WHERE c.method = 'median'
      AND s.ct_us < b.idle_us
),
medians AS (
    SELECT run_no, (min(ct_us) + max(ct_us) + 1) // 2 AS median_us
    FROM ranked
    WHERE place IN ((shots + 1) // 2, shots // 2 + 1)
    GROUP BY run_no
),
referred AS (
    SELECT
        c.*,
        CASE c.method WHEN 'mode' THEN c.mode_us WHEN 'approved' THEN c.approved_us WHEN 'median' THEN m.median_us END AS ref_us
    FROM chosen c
    LEFT JOIN medians m ON m.run_no = c.run_no
)
SELECT
    run_no,
    first_kind_no AS kind_no,
    ref_us,
    CAST(ref_us / 1000000 AS DOUBLE) AS ref_ct,
    method AS reference_method,
    (ref_us * (1000000 + tolerance_ppm) + 500000000) // 1000000000 AS slow_ms,
    (ref_us * (1000000 - tolerance_ppm) + 500000000) // 1000000000 AS fast_ms,
    CAST((CAST(ref_us AS HUGEINT) * stop_factor_ppm + 500000000) // 1000000000 AS BIGINT) AS long_ms
FROM referred
