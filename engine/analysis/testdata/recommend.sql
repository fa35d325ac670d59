-- Tools that each do one thing, on 40 production days up to 31 May; spread is half
-- the distance of their two cycles a day, as a share of the mean.
CREATE TEMP TABLE spec AS
SELECT * FROM (VALUES
    -- tool, part, supplier, first day, last day, shots, ct s, approved s, spread, gain shots, normal shots, production h, downtime h, micro h, items, bad items
    ('GOOD', 1, 1, 1, 40, 200, 30.0, 30, 0.02, 4, 190, 9.0, 1.0, 0.2, 202, 2),
    ('SLOW', 2, 1, 1, 20, 200, 30.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('SLOW', 2, 1, 21, 40, 200, 36.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('EDGE', 3, 1, 1, 40, 200, 33.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('VERY', 4, 1, 1, 40, 200, 36.6, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('WILD', 5, 1, 1, 40, 200, 36.0, 30, 0.09, 0, 180, 9.0, 1.0, 0.2, 200, 0),
    ('SOSO', 6, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 160, 9.0, 1.0, 0.2, 200, 0),
    ('STOP', 7, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 5.0, 5.0, 0.2, 200, 0),
    ('REST', 8, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 7.5, 2.5, 0.2, 200, 0),
    ('TINY', 9, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 8.5, 1.5, 1.2, 200, 0),
    ('FAST', 10, 1, 1, 40, 200, 24.0, 30, 0.02, 170, 190, 9.0, 1.0, 0.2, 200, 0),
    ('BRISK', 11, 1, 30, 40, 200, 24.0, 30, 0.02, 170, 190, 9.0, 1.0, 0.2, 200, 0),
    ('GAP', 12, 1, 1, 40, 200, 33.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('BEST', 12, 2, 1, 40, 200, 29.7, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('LURE', 12, 3, 1, 40, 200, 24.0, 30, 0.02, 170, 190, 9.0, 1.0, 0.2, 200, 0),
    ('DIRT', 13, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 160, 9.0, 1.0, 0.2, 220, 20),
    ('NONE', 14, 1, 1, 40, 200, 36.0, NULL, 0.02, 0, 190, 7.5, 2.5, 1.2, 200, 0),
    ('FEW', 15, 1, 40, 40, 49, 60.0, 30, 0.02, 0, 0, 0.1, 0.89, 0.2, 49, 20),
    ('OLD', 16, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('WORN', 17, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0),
    ('LATE', 18, 1, 1, 40, 200, 30.0, 30, 0.02, 0, 190, 9.0, 1.0, 0.2, 200, 0)
) s(tool, part, supplier, first, last, shots, ct, approved, spread, gain, normal, production, downtime, micro, items, bad);

CREATE TEMP TABLE spec_day AS
SELECT s.*, DATE '2026-04-21' + d.day::INTEGER AS local_date
FROM spec s
JOIN range(1, 41) d(day) ON d.day BETWEEN s.first AND s.last;

INSERT INTO mart.run_rate_day BY NAME
SELECT
    tool AS equipment_code, part AS part_id, 'P-' || part AS part_code, supplier AS supplier_id, 'Supplier ' || supplier AS supplier_name,
    1 AS location_id, 'Plant' AS location_name, local_date, shots, normal AS normal_shots, shots - normal AS slow_shots, 0 AS fast_shots, 0 AS stop_shots, shots AS parts,
    (production + downtime) * 3600e6 AS run_time_us, production * 3600e6 AS production_time_us, downtime * 3600e6 AS downtime_us, 0 AS doubtful_us,
    0 AS imputed_shots, 0 AS imputed_parts, 2 AS stops, 1 AS micro_stops, (shots - normal) * 0.2 * ct * 1e6 AS speed_loss_us, 0 AS speed_gain_us, shots * ct * 1e6 AS ct_us, 100 AS quality_score
FROM spec_day;

INSERT INTO mart.roi_tool_day BY NAME
SELECT
    tool AS equipment_code, part AS part_id, 'P-' || part AS part_code, supplier AS supplier_id, 'Supplier ' || supplier AS supplier_name,
    1 AS location_id, 'Plant' AS location_name, local_date,
    CASE WHEN approved IS NULL THEN 0 ELSE shots END AS shots, gain AS gain_shots,
    CASE WHEN ct > approved * 1.05 THEN shots ELSE 0 END AS loss_shots,
    CASE WHEN approved IS NULL THEN 0 ELSE shots END - gain_shots - loss_shots AS on_target_shots,
    CASE WHEN ct > approved * 1.05 THEN shots * (ct - approved) * 1e6 ELSE 0 END AS loss_us,
    gain * COALESCE(GREATEST(0, approved - ct), 0) * 1e6 AS gain_us,
    COALESCE(loss_us / (approved * 1e6), 0) AS lost_parts, COALESCE(gain_us / (approved * 1e6), 0) AS gained_parts,
    CASE WHEN approved IS NULL THEN 0 ELSE shots * ct * 1e6 END AS ct_us, COALESCE(shots * approved * 1e6, 0) AS approved_us,
    production * 3600e6 AS production_time_us, downtime * 3600e6 AS downtime_us, downtime * 3600 / approved AS downtime_parts,
    CASE WHEN approved IS NULL THEN 0 ELSE shots END AS bridge_shots, bridge_shots AS bridge_parts, shots - bridge_shots AS shots_without_approved,
    0 AS interval_us, (downtime - micro) * 3600e6 AS stop_us, micro * 3600e6 AS micro_stop_us, 0 AS slow_us, 0 AS fast_us,
    0 AS stop_cycles, 0 AS micro_stop_cycles, 0 AS slow_cycles, 0 AS fast_cycles,
    COALESCE(shots * approved * 1e6, 0) AS bridge_approved_us, COALESCE(shots * approved * 1e6, 0) AS bridge_cavity_us, 1 AS max_cavities, 100 AS quality_score
FROM spec_day;

-- Two cycles a day, as far from their mean as spread says.
INSERT INTO mart.run_rate_slot BY NAME
SELECT
    tool AS equipment_code, hash(tool) AS run_id, local_date, local_date::TIMESTAMP + to_hours(12) AS slot_start_utc,
    2 AS shots, 2 AS normal_shots, 0 AS slow_shots, 0 AS fast_shots,
    CAST(SUM(us) AS BIGINT) AS ct_us, CAST(SUM(CAST(us AS HUGEINT) * us) AS DECIMAL(38, 0)) AS ct_squares
FROM (
    SELECT d.tool, d.local_date, CAST(round(d.ct * (1 + n.sign * d.spread) * 1e6) AS BIGINT) AS us
    FROM spec_day d
    CROSS JOIN (VALUES (-1), (1)) n(sign)
)
GROUP BY tool, local_date;

-- A stop at noon, which is a gap, and a micro-stop at 14 h.
INSERT INTO mart.stop BY NAME
SELECT
    hash(tool, local_date, is_micro) AS stop_id, hash(tool) AS run_id, tool AS equipment_code, local_date::TIMESTAMP + to_hours(CASE WHEN is_micro THEN 14 ELSE 12 END) AS start_utc,
    start_utc + to_microseconds(us) AS end_utc, start_utc AS start_local, us AS downtime_us,
    CASE WHEN is_micro THEN 'long' ELSE 'gap' END AS kind, 1 AS shots, is_micro, local_date, CASE WHEN is_micro THEN 'late' ELSE 'early' END AS shift, local_date AS shift_date,
    part AS part_id, 'P-' || part AS part_code, 1 AS location_id, 'Plant' AS location_name, supplier AS supplier_id, 'Supplier ' || supplier AS supplier_name
FROM (
    SELECT d.*, m.is_micro, CAST(CASE WHEN m.is_micro THEN d.micro ELSE d.downtime - d.micro END * 3600e6 AS BIGINT) AS us
    FROM spec_day d
    CROSS JOIN (VALUES (TRUE), (FALSE)) m(is_micro)
);

INSERT INTO mart.data_quality_day BY NAME
SELECT
    tool AS equipment_code, local_date, items, items - bad AS shots, bad AS bad_items, 0 AS broken_packets, 0 AS conflicts, 0 AS duplicates, 0 AS flawed, 0 AS missing,
    4 * (items - bad) AS values_there, 4 * (items - bad) AS values_expected, 0 AS lost_points, 0 AS late
FROM spec_day;

-- GOOD grows by 0.05 s a day from 12 May on; EDGE did, and fell back.
INSERT INTO mart.process_event BY NAME
SELECT * FROM (VALUES
    ('GOOD', 1, 'ct', 'drift', DATE '2026-05-12', DATE '2026-05-31', 29.0, 30.0, 1.0, 0.0345, 0.05, 0.04, 0.06, 0.9, 4000, DATE '2026-07-30'),
    ('EDGE', 3, 'ct', 'drift', DATE '2026-04-25', DATE '2026-05-10', 32.0, 34.0, 2.0, 0.0625, 0.05, 0.04, 0.06, 0.9, 4000, NULL),
    ('EDGE', 3, 'ct', 'shift', DATE '2026-05-12', DATE '2026-05-12', 34.0, 33.0, -1.0, -0.03, NULL, NULL, NULL, 0.9, 4000, NULL),
    ('VERY', 4, 'ct', 'shift', DATE '2026-05-17', DATE '2026-05-17', 29.3, 36.6, 7.3, 0.249, NULL, NULL, NULL, 1, 4000, NULL),
    ('BEST', 12, 'temperature', 'drift', DATE '2026-05-12', DATE '2026-05-31', 50.0, 52.0, 2.0, 0.04, 0.05, 0.04, 0.06, 0.9, 4000, NULL)
) v(equipment_code, part_id, measure, kind, from_date, to_date, level_before, level_after, size, size_share, slope_per_day, slope_low, slope_high, confidence, shots, reaches_10_percent_date);

INSERT INTO core.setting_calendar VALUES (NULL, 0);
INSERT INTO core.counter_period BY NAME
SELECT 'CNT-' || tool AS counter_code, TIMESTAMP '-infinity' AS from_utc, TIMESTAMP 'infinity' AS to_utc, tool AS equipment_code, 1 AS location_id, 'UTC' AS time_zone, 0 AS day_start_us
FROM (SELECT DISTINCT tool FROM spec);
INSERT INTO core.zone_offset BY NAME SELECT 'UTC' AS time_zone, TIMESTAMP '-infinity' AS from_utc, TIMESTAMP 'infinity' AS to_utc, 0 AS offset_us;

-- OLD is over its designed shots, WORN over 80 % of them; LATE has years to go, and
-- nobody says what GOOD is made for.
INSERT INTO raw.mold_history BY NAME
SELECT * FROM (VALUES (1, 'OLD', 10000, 2400), (2, 'WORN', 10000, 600), (3, 'LATE', 200000, NULL), (4, 'GOOD', 0, NULL), (5, 'SHELF', 1000, 400))
    v(id, equipment_code, designed_shot, initial_shot);
INSERT INTO raw.mold BY NAME SELECT id, equipment_code FROM raw.mold_history;
