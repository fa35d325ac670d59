CREATE TABLE meta.quality_result (
    build_id UBIGINT,
    scope VARCHAR,
    table_name VARCHAR,
    equipment_code VARCHAR,
    local_date DATE,
    items BIGINT,
    validity DOUBLE,
    uniqueness DOUBLE,
    completeness DOUBLE,
    consistency DOUBLE,
    timeliness DOUBLE,
    overall DOUBLE,
    status VARCHAR
);

COMMENT ON TABLE meta.quality_result IS 'history of the scores of data quality: a row holds until the next one of the same scope, table, tool and day; written where the overall score changed by a tenth of a point (tools'' days: a whole point) or the status changed';
COMMENT ON COLUMN meta.quality_result.build_id IS 'build that found it, in meta.build';
COMMENT ON COLUMN meta.quality_result.scope IS 'all, table (table_name) or tool_day (equipment_code and local_date)';
COMMENT ON COLUMN meta.quality_result.table_name IS 'table of the sources; NULL for other scopes';
COMMENT ON COLUMN meta.quality_result.equipment_code IS 'the tool; NULL for other scopes';
COMMENT ON COLUMN meta.quality_result.local_date IS 'its local production day; NULL for other scopes';
COMMENT ON COLUMN meta.quality_result.items IS 'items in packets, or rows of another table';
COMMENT ON COLUMN meta.quality_result.validity IS 'share that passes the checks of packet and shot, 0..100';
COMMENT ON COLUMN meta.quality_result.uniqueness IS 'share that is no copy of another one, 0..100';
COMMENT ON COLUMN meta.quality_result.completeness IS 'share that is there of what was expected, 0..100';
COMMENT ON COLUMN meta.quality_result.consistency IS 'how far the tables agree, 0..100';
COMMENT ON COLUMN meta.quality_result.timeliness IS 'share that came in time, 0..100';
COMMENT ON COLUMN meta.quality_result.overall IS 'their mean, weighted 30, 10, 30, 20, 10, 0..100; NULL without data';
COMMENT ON COLUMN meta.quality_result.status IS 'ok from 95, watch from 80, poor below';
