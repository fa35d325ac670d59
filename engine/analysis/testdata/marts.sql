CREATE TABLE core.counter_period (
    counter_code VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP, equipment_code VARCHAR, mold_id BIGINT, part_id BIGINT, supplier_id BIGINT,
    location_id BIGINT, location_name VARCHAR, time_zone VARCHAR, offset_us BIGINT, day_start_us BIGINT
);
CREATE TABLE core.setting_run_rate (
    place BIGINT, location_id BIGINT, equipment_code VARCHAR, part_code VARCHAR, run_gap_us BIGINT,
    break_on_part_change BOOLEAN, tolerance DOUBLE, stop_factor DOUBLE, idle_ct DOUBLE, gap_slack DOUBLE,
    reference VARCHAR, min_shots BIGINT, shot_time VARCHAR, micro_stop_us BIGINT
);
CREATE TABLE core.quarantine (
    packet_id UBIGINT, item INTEGER, level INTEGER, rule VARCHAR, reason VARCHAR, counter_code VARCHAR,
    shot_time_utc TIMESTAMP, seq BIGINT, raw VARCHAR, first_seen_utc TIMESTAMP, last_seen_utc TIMESTAMP, build_id UBIGINT, utc_day DATE
);
CREATE TABLE core.duplicate (
    packet_id UBIGINT, item INTEGER, counter_code VARCHAR, shot_time_utc TIMESTAMP, seq BIGINT, utc_day DATE, build_id UBIGINT
);
CREATE TABLE core.master_shot (
    counter_code VARCHAR, seq BIGINT, shot_time_utc TIMESTAMP, utc_day DATE, equipment_code VARCHAR,
    part_id BIGINT, cavities INTEGER, quality_score UTINYINT
);
CREATE TABLE mart.shot_interval (
    equipment_code VARCHAR, run_id UBIGINT, counter_code VARCHAR, seq BIGINT, shot_time_utc TIMESTAMP, ct DOUBLE,
    ref_ct DOUBLE, class VARCHAR, d_us BIGINT, c_us BIGINT, w_us BIGINT, doubtful_us BIGINT
);
CREATE TABLE mart.run (
    run_id UBIGINT, equipment_code VARCHAR, mold_id BIGINT, part_id BIGINT, start_utc TIMESTAMP, end_utc TIMESTAMP,
    start_local TIMESTAMP, end_local TIMESTAMP, ref_ct DOUBLE, reference_method VARCHAR, shots BIGINT,
    normal_shots BIGINT, slow_shots BIGINT, fast_shots BIGINT, stop_shots BIGINT, parts BIGINT, run_time_us BIGINT,
    production_time_us BIGINT, downtime_us BIGINT, doubtful_us BIGINT, stops BIGINT, micro_stops BIGINT,
    speed_loss_us BIGINT, speed_gain_us BIGINT, efficiency DOUBLE, stability DOUBLE, mttr_s DOUBLE, mtbf_s DOUBLE,
    shots_per_stop DOUBLE, average_ct DOUBLE, quality_score DOUBLE,
    ct_us BIGINT, first_shot_utc TIMESTAMP, last_shot_utc TIMESTAMP
);
CREATE TABLE mart.stop (
    stop_id UBIGINT, run_id UBIGINT, equipment_code VARCHAR, start_utc TIMESTAMP, end_utc TIMESTAMP,
    start_local TIMESTAMP, downtime_us BIGINT, kind VARCHAR, shots BIGINT, is_micro BOOLEAN,
    local_date DATE, part_id BIGINT, part_code VARCHAR, location_id BIGINT, location_name VARCHAR,
    supplier_id BIGINT, supplier_name VARCHAR
);
CREATE TABLE mart.run_rate_slot (
    equipment_code VARCHAR, run_id UBIGINT, part_id BIGINT, slot_start_utc TIMESTAMP, bucket_start_utc TIMESTAMP,
    local_date DATE, shift_date DATE, shift VARCHAR,
    location_id BIGINT, location_name VARCHAR, supplier_id BIGINT, supplier_name VARCHAR, part_code VARCHAR,
    shots BIGINT, normal_shots BIGINT, slow_shots BIGINT, fast_shots BIGINT, stop_shots BIGINT, parts BIGINT,
    run_time_us BIGINT, production_time_us BIGINT, downtime_us BIGINT, doubtful_us BIGINT, stops BIGINT,
    micro_stops BIGINT, speed_loss_us BIGINT, speed_gain_us BIGINT, ct_us BIGINT, score_sum BIGINT
);
CREATE TABLE mart.run_rate_day (
    equipment_code VARCHAR, part_id BIGINT, local_date DATE,
    location_id BIGINT, location_name VARCHAR, supplier_id BIGINT, supplier_name VARCHAR, part_code VARCHAR,
    shots BIGINT, normal_shots BIGINT, slow_shots BIGINT, fast_shots BIGINT, stop_shots BIGINT, parts BIGINT,
    run_time_us BIGINT, production_time_us BIGINT, downtime_us BIGINT, doubtful_us BIGINT, stops BIGINT,
    micro_stops BIGINT, speed_loss_us BIGINT, speed_gain_us BIGINT, ct_us BIGINT, quality_score DOUBLE
);
CREATE TABLE mart.run_rate_shift (
    equipment_code VARCHAR, part_id BIGINT, local_date DATE, shift VARCHAR,
    location_id BIGINT, location_name VARCHAR, supplier_id BIGINT, supplier_name VARCHAR, part_code VARCHAR,
    shots BIGINT, normal_shots BIGINT, slow_shots BIGINT, fast_shots BIGINT, stop_shots BIGINT, parts BIGINT,
    run_time_us BIGINT, production_time_us BIGINT, downtime_us BIGINT, doubtful_us BIGINT, stops BIGINT,
    micro_stops BIGINT, speed_loss_us BIGINT, speed_gain_us BIGINT, ct_us BIGINT, quality_score DOUBLE
);
