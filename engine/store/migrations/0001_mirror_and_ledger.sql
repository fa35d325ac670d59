CREATE SCHEMA raw;
CREATE SCHEMA core;
CREATE SCHEMA mart;

CREATE TABLE raw.data_shot (
    counter_code VARCHAR,
    shot_start_time BIGINT,
    -- Packed as DuckDB would choose, 1 GB of packets of 60 shots takes 38 s of a
    -- processor when the log is written into the file, and twice the room; thus 8 s.
    content VARCHAR USING COMPRESSION zstd,
    packet_id UBIGINT,
    arrived_utc TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT,
    deleted_utc TIMESTAMP
);

CREATE TABLE raw.statistics (
    ci VARCHAR,
    mold_id BIGINT,
    mold_code VARCHAR,
    hour VARCHAR,
    shot_count BIGINT,
    arrived_utc TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT,
    deleted_utc TIMESTAMP
);

CREATE TABLE raw.mold (
    id BIGINT,
    equipment_code VARCHAR,
    counter_code VARCHAR,
    counter_id BIGINT,
    contracted_cycle_time BIGINT,
    tooling_type VARCHAR,
    total_cavities BIGINT,
    designed_shot BIGINT,
    daily_max_capacity BIGINT,
    initial_shot BIGINT,
    counter_shot_count BIGINT,
    cycle_time_limit1 DOUBLE,
    cycle_time_limit1unit VARCHAR,
    cycle_time_limit2 DOUBLE,
    cycle_time_limit2unit VARCHAR,
    production_days VARCHAR,
    shifts_per_day VARCHAR,
    supplier_company_id BIGINT,
    location_id BIGINT,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.mold_history (
    id BIGINT,
    equipment_code VARCHAR,
    counter_code VARCHAR,
    counter_id BIGINT,
    contracted_cycle_time BIGINT,
    tooling_type VARCHAR,
    total_cavities BIGINT,
    designed_shot BIGINT,
    daily_max_capacity BIGINT,
    initial_shot BIGINT,
    counter_shot_count BIGINT,
    cycle_time_limit1 DOUBLE,
    cycle_time_limit1unit VARCHAR,
    cycle_time_limit2 DOUBLE,
    cycle_time_limit2unit VARCHAR,
    production_days VARCHAR,
    shifts_per_day VARCHAR,
    supplier_company_id BIGINT,
    location_id BIGINT,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.mold_part (
    mold_id BIGINT,
    part_id BIGINT,
    cavity BIGINT,
    switched_time VARCHAR,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.mold_part_history (
    mold_id BIGINT,
    part_id BIGINT,
    cavity BIGINT,
    switched_time VARCHAR,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.part (
    id BIGINT,
    part_code VARCHAR,
    name VARCHAR,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.part_history (
    id BIGINT,
    part_code VARCHAR,
    name VARCHAR,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.company (
    id BIGINT,
    name VARCHAR,
    parent_id BIGINT,
    company_type VARCHAR,
    tier VARCHAR,
    country VARCHAR,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.company_history (
    id BIGINT,
    name VARCHAR,
    parent_id BIGINT,
    company_type VARCHAR,
    tier VARCHAR,
    country VARCHAR,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.location (
    id BIGINT,
    name VARCHAR,
    time_zone_id VARCHAR,
    company_id BIGINT,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.location_history (
    id BIGINT,
    name VARCHAR,
    time_zone_id VARCHAR,
    company_id BIGINT,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.work_order (
    id BIGINT,
    mold_id BIGINT,
    order_type VARCHAR,
    status VARCHAR,
    completed_at TIMESTAMP,
    completed_on TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.work_order_history (
    id BIGINT,
    mold_id BIGINT,
    order_type VARCHAR,
    status VARCHAR,
    completed_at TIMESTAMP,
    completed_on TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.mold_location (
    mold_id BIGINT,
    location_id BIGINT,
    confirmed_at TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.mold_location_history (
    mold_id BIGINT,
    location_id BIGINT,
    confirmed_at TIMESTAMP,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE raw.produced_part (
    mold_id BIGINT,
    part_id BIGINT,
    day DATE,
    total_produced_amount BIGINT,
    total_rejected_amount BIGINT,
    source VARCHAR,
    batch_id BIGINT
);

CREATE TABLE raw.produced_part_history (
    mold_id BIGINT,
    part_id BIGINT,
    day DATE,
    total_produced_amount BIGINT,
    total_rejected_amount BIGINT,
    source VARCHAR,
    batch_id BIGINT,
    valid_from TIMESTAMP,
    valid_to TIMESTAMP
);

CREATE TABLE meta.sync_batch (
    batch_id BIGINT,
    source VARCHAR,
    table_name VARCHAR,
    from_cursor VARCHAR,
    to_cursor VARCHAR,
    rows_read BIGINT,
    rows_new BIGINT,
    rows_changed BIGINT,
    rows_unchanged BIGINT,
    rows_deleted BIGINT,
    rows_rejected BIGINT,
    bytes BIGINT,
    started_utc TIMESTAMP,
    duration_us BIGINT,
    error VARCHAR,
    note VARCHAR
);

CREATE TABLE meta.watermark (
    source VARCHAR,
    table_name VARCHAR,
    cursor VARCHAR,
    batch_id BIGINT
);

CREATE TABLE meta.source_file (
    source VARCHAR,
    table_name VARCHAR,
    path VARCHAR,
    size BIGINT,
    modified_utc TIMESTAMP,
    hash VARCHAR,
    batch_id BIGINT
);

CREATE TABLE meta.schema_change (
    changed_utc TIMESTAMP,
    source VARCHAR,
    table_name VARCHAR,
    column_name VARCHAR,
    change VARCHAR,
    old_type VARCHAR,
    new_type VARCHAR,
    mode VARCHAR,
    detail VARCHAR
);

CREATE TABLE meta.build (
    build_id UBIGINT,
    started_utc TIMESTAMP,
    finished_utc TIMESTAMP,
    kind VARCHAR,
    inputs JSON,
    models JSON,
    settings_hash VARCHAR,
    dirty_pairs BIGINT,
    shots BIGINT,
    peak_memory_bytes BIGINT
);

CREATE TABLE meta.build_model (
    build_id UBIGINT,
    model VARCHAR,
    rows_in BIGINT,
    rows_out BIGINT,
    seconds DOUBLE
);
