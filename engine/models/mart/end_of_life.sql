-- model:   mart.end_of_life
-- kind:    view
-- grain:   one row per tool that MOLD has or that made shots: how much of its life is used, and until when the rest lasts
-- key:     equipment_code
-- equipment_code     the tool
-- as_of_date         the last production day with shots of any tool: the forecast looks on from here, never from the clock
-- first_date         first production day with shots of the tool; NULL without shots
-- last_date          last one
-- initial_shots      INITIAL_SHOT of MOLD, shots before it was counted; NULL where none is given
-- counted_shots      shots in mart.run_rate_day
-- shots              initial_shots and counted_shots
-- designed_shots     DESIGNED_SHOT of MOLD; NULL where none above 0 is given
-- used_share         shots / designed_shots
-- status             ok under 80 %, watch from 80 %, over from 100 %, unknown without designed_shots
-- days               production days that the daily shots are from: the last 60, fewer where the tool is younger
-- daily_p10          10th percentile of the shots of a day, idle days counted as 0
-- daily_median       their median
-- daily_p90          their 90th percentile
-- date_80_p90        day on which 80 % is reached with daily_p90 shots a day, the earliest; where it is reached, the day it was; NULL where
--     that was before the mirror begins, and where no daily shots lead there within 100 years
-- date_80_median     the same with daily_median
-- date_80_p10        the same with daily_p10, the latest
-- date_100_p90       day on which 100 % is reached with daily_p90 shots a day
-- date_100_median    the same with daily_median
-- date_100_p10       the same with daily_p10
-- reason             why date_100_median is NULL: no_designed_shots, too_few_days (under 7), no_shots (on half of the days and more),
--     far (over 100 years), before_mirror (used up before the first day that is mirrored)
-- maintenance_every  shots between two planned maintenances, from the configuration; NULL where none is set
-- maintenance_date   UTC day of the last completed PREVENTIVE order of WORK_ORDER; NULL without one
-- maintenance_shots  shots on production days after it; NULL where it was before first_date
-- maintenance_share  maintenance_shots / maintenance_every
-- maintenance_due    day on which maintenance_every is reached with daily_median shots a day; as_of_date where it is passed
WITH version AS (
    SELECT
        m.source,
        m.id,
        code_key(m.equipment_code) AS equipment_code,
        CASE WHEN m.designed_shot > 0 THEN least(m.designed_shot, 1000000000000) END AS designed_shots,
        CASE WHEN m.initial_shot > 0 THEN least(m.initial_shot, 1000000000000) END AS initial_shots,
        m.valid_to IS NULL AS is_there
    FROM raw.mold_history m
    QUALIFY row_number() OVER (PARTITION BY m.source, m.id ORDER BY m.valid_from DESC NULLS LAST) = 1
),
told AS (
    SELECT v.equipment_code, v.designed_shots, v.initial_shots, v.is_there
    FROM version v
    WHERE v.equipment_code IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY v.equipment_code
        ORDER BY CASE WHEN v.is_there THEN 0 ELSE 1 END, CASE WHEN v.designed_shots IS NOT NULL THEN 0 ELSE 1 END, v.id DESC, v.source
    ) = 1
),
day AS (
    SELECT
        d.equipment_code,
        d.local_date,
        sum(d.shots) AS shots
    FROM mart.run_rate_day d
    WHERE d.shots > 0
    GROUP BY d.equipment_code, d.local_date
),
as_of AS (
    SELECT max(a.local_date) AS as_of_date
    FROM mart.run_rate_day a
    WHERE a.shots > 0
),
made AS (
    SELECT
        d.equipment_code,
        min(d.local_date) AS first_date,
        max(d.local_date) AS last_date,
        CAST(sum(d.shots) AS BIGINT) AS counted_shots
    FROM day d
    GROUP BY d.equipment_code
),
tool AS (
    SELECT
        coalesce(m.equipment_code, t.equipment_code) AS equipment_code,
        a.as_of_date,
        m.first_date,
        m.last_date,
        CASE WHEN m.first_date IS NOT NULL THEN CAST(least(60, a.as_of_date - m.first_date + 1) AS INTEGER) END AS days,
        t.initial_shots,
        coalesce(m.counted_shots, 0) AS counted_shots,
        coalesce(t.initial_shots, 0) + coalesce(m.counted_shots, 0) AS shots,
        t.designed_shots
    FROM told t
    FULL JOIN made m ON m.equipment_code = t.equipment_code
    CROSS JOIN as_of a
    WHERE t.is_there OR m.equipment_code IS NOT NULL
),
-- Days in the order of their shots, from 0 on: the idle ones, which have no row,
-- come before them.
placed AS (
    SELECT
        t.equipment_code,
        t.days,
        d.shots,
        t.days - count(*) OVER (PARTITION BY t.equipment_code) + row_number() OVER (PARTITION BY t.equipment_code ORDER BY d.shots) - 1 AS place
    FROM tool t
    JOIN day d ON d.equipment_code = t.equipment_code AND d.local_date > t.as_of_date - t.days
),
-- Percentiles lie between two days, so in tenths of a shot they are whole.
tenth AS (
    SELECT
        p.equipment_code,
        sum(CASE p.place WHEN (p.days - 1) // 10 THEN p.shots * (10 - (p.days - 1) % 10) WHEN (p.days - 1) // 10 + 1 THEN p.shots * ((p.days - 1) % 10) ELSE 0 END)
            AS p10,
        sum(CASE p.place WHEN (p.days - 1) // 2 THEN p.shots * (10 - (p.days - 1) % 2 * 5) WHEN (p.days - 1) // 2 + 1 THEN p.shots * ((p.days - 1) % 2 * 5) ELSE 0 END)
            AS median,
        sum(CASE p.place
            WHEN (p.days - 1) * 9 // 10 THEN p.shots * (10 - (p.days - 1) * 9 % 10)
            WHEN (p.days - 1) * 9 // 10 + 1 THEN p.shots * ((p.days - 1) * 9 % 10)
            ELSE 0
        END) AS p90
    FROM placed p
    GROUP BY p.equipment_code
),
reached AS (
    SELECT
        c.equipment_code,
        min(CASE WHEN c.before * 10 < c.designed_shots * 8 AND (c.before + c.shots) * 10 >= c.designed_shots * 8 THEN c.local_date END) AS date_80,
        min(CASE WHEN c.before < c.designed_shots AND c.before + c.shots >= c.designed_shots THEN c.local_date END) AS date_100
    FROM (
        SELECT
            d.equipment_code,
            d.local_date,
            d.shots,
            t.designed_shots,
            coalesce(t.initial_shots, 0) + sum(d.shots) OVER (PARTITION BY d.equipment_code ORDER BY d.local_date) - d.shots AS before
        FROM day d
        JOIN told t ON t.equipment_code = d.equipment_code
    ) AS c
    GROUP BY c.equipment_code
),
kept AS (
    SELECT
        v.equipment_code,
        max(CAST(coalesce(w.completed_at, w.completed_on) AS DATE)) AS maintenance_date
    FROM raw.work_order w
    JOIN version v ON v.id = w.mold_id AND v.source IS NOT DISTINCT FROM w.source
    WHERE lower(trim(w.status)) = 'completed' AND upper(trim(w.order_type)) = 'PREVENTIVE'
    GROUP BY v.equipment_code
),
since AS (
    SELECT
        k.equipment_code,
        CAST(coalesce(sum(d.shots), 0) AS BIGINT) AS maintenance_shots
    FROM kept k
    LEFT JOIN day d ON d.equipment_code = k.equipment_code AND d.local_date > k.maintenance_date
    GROUP BY k.equipment_code
),
every AS (
    SELECT s.equipment_code, s.every_shots
    FROM core.setting_maintenance s
),
known AS (
    SELECT
        t.*,
        CASE WHEN t.days IS NOT NULL THEN coalesce(n.p10, 0) END AS p10,
        CASE WHEN t.days IS NOT NULL THEN coalesce(n.median, 0) END AS median,
        CASE WHEN t.days IS NOT NULL THEN coalesce(n.p90, 0) END AS p90,
        r.date_80,
        r.date_100,
        greatest(0, t.designed_shots * 8 - t.shots * 10) AS left_80,
        greatest(0, t.designed_shots - t.shots) * 10 AS left_100,
        coalesce(e.every_shots, x.every_shots) AS maintenance_every,
        k.maintenance_date,
        CASE WHEN k.maintenance_date >= t.first_date - 1 THEN s.maintenance_shots END AS maintenance_shots
    FROM tool t
    LEFT JOIN tenth n ON n.equipment_code = t.equipment_code
    LEFT JOIN reached r ON r.equipment_code = t.equipment_code
    LEFT JOIN kept k ON k.equipment_code = t.equipment_code
    LEFT JOIN since s ON s.equipment_code = t.equipment_code
    LEFT JOIN every e ON e.equipment_code = t.equipment_code
    LEFT JOIN every x ON x.equipment_code IS NULL
)
SELECT
    equipment_code,
    as_of_date,
    first_date,
    last_date,
    initial_shots,
    counted_shots,
    shots,
    designed_shots,
    CAST(shots AS DOUBLE) / designed_shots AS used_share,
    CASE
        WHEN designed_shots IS NULL THEN 'unknown'
        WHEN shots >= designed_shots THEN 'over'
        WHEN shots * 10 >= designed_shots * 8 THEN 'watch'
        ELSE 'ok'
    END AS status,
    days,
    CAST(p10 AS DOUBLE) / 10 AS daily_p10,
    CAST(median AS DOUBLE) / 10 AS daily_median,
    CAST(p90 AS DOUBLE) / 10 AS daily_p90,
    CASE WHEN left_80 = 0 THEN date_80 WHEN days >= 7 THEN day_reached(as_of_date, left_80, p90) END AS date_80_p90,
    CASE WHEN left_80 = 0 THEN date_80 WHEN days >= 7 THEN day_reached(as_of_date, left_80, median) END AS date_80_median,
    CASE WHEN left_80 = 0 THEN date_80 WHEN days >= 7 THEN day_reached(as_of_date, left_80, p10) END AS date_80_p10,
    CASE WHEN left_100 = 0 THEN date_100 WHEN days >= 7 THEN day_reached(as_of_date, left_100, p90) END AS date_100_p90,
    CASE WHEN left_100 = 0 THEN date_100 WHEN days >= 7 THEN day_reached(as_of_date, left_100, median) END AS date_100_median,
    CASE WHEN left_100 = 0 THEN date_100 WHEN days >= 7 THEN day_reached(as_of_date, left_100, p10) END AS date_100_p10,
    CASE
        WHEN designed_shots IS NULL THEN 'no_designed_shots'
        WHEN left_100 = 0 AND date_100 IS NOT NULL THEN NULL
        WHEN left_100 = 0 THEN 'before_mirror'
        WHEN days IS NULL OR days < 7 THEN 'too_few_days'
        WHEN median = 0 THEN 'no_shots'
        WHEN day_reached(as_of_date, left_100, median) IS NULL THEN 'far'
    END AS reason,
    maintenance_every,
    maintenance_date,
    maintenance_shots,
    CAST(maintenance_shots AS DOUBLE) / maintenance_every AS maintenance_share,
    CASE
        WHEN maintenance_shots >= maintenance_every THEN as_of_date
        WHEN days >= 7 THEN day_reached(as_of_date, (maintenance_every - maintenance_shots) * 10, median)
    END AS maintenance_due
FROM known
