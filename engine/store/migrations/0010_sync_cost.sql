CREATE TABLE meta.sync_cost (
    source VARCHAR,
    started_utc TIMESTAMP,
    queries BIGINT,
    rows_received BIGINT,
    bytes_received BIGINT,
    bytes_scanned BIGINT,
    warehouse_us BIGINT
);

COMMENT ON TABLE meta.sync_cost IS 'what each sync of a warehouse has cost there, also one that found nothing or failed';
COMMENT ON COLUMN meta.sync_cost.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.sync_cost.started_utc IS 'start of the sync, UTC, as in meta.sync_batch';
COMMENT ON COLUMN meta.sync_cost.queries IS 'queries put to the warehouse';
COMMENT ON COLUMN meta.sync_cost.rows_received IS 'rows of their results';
COMMENT ON COLUMN meta.sync_cost.bytes_received IS 'bytes of their results, unpacked';
COMMENT ON COLUMN meta.sync_cost.bytes_scanned IS 'bytes that the warehouse read for them';
COMMENT ON COLUMN meta.sync_cost.warehouse_us IS 'time from start to end of the queries in the warehouse, µs, added up';
