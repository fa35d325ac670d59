CREATE TABLE meta.push (
    push_id BIGINT,
    table_name VARCHAR,
    target VARCHAR,
    target_table VARCHAR,
    build_id UBIGINT,
    fingerprint VARCHAR,
    started_utc TIMESTAMP,
    duration_us BIGINT,
    rows_sent BIGINT,
    rows_inserted BIGINT,
    rows_updated BIGINT,
    rows_deleted BIGINT,
    bytes BIGINT,
    error VARCHAR
);

COMMENT ON TABLE meta.push IS 'tables written into a warehouse by sprue push, one row a table and push; one that had not changed has none';
COMMENT ON COLUMN meta.push.push_id IS 'number of the push of a table, in the order of time';
COMMENT ON COLUMN meta.push.table_name IS 'what was sent, as mart.run';
COMMENT ON COLUMN meta.push.target IS 'account, database and schema that it was sent to';
COMMENT ON COLUMN meta.push.target_table IS 'what it is called there';
COMMENT ON COLUMN meta.push.build_id IS 'last build then; 0 before the first one';
COMMENT ON COLUMN meta.push.fingerprint IS 'of the rows and columns that were sent; the same rows are not sent again';
COMMENT ON COLUMN meta.push.started_utc IS 'when, UTC';
COMMENT ON COLUMN meta.push.duration_us IS 'how long it took, µs';
COMMENT ON COLUMN meta.push.rows_sent IS 'rows of the table';
COMMENT ON COLUMN meta.push.rows_inserted IS 'rows that were new there; 0 also where an earlier try that broke off had brought them';
COMMENT ON COLUMN meta.push.rows_updated IS 'rows that had changed';
COMMENT ON COLUMN meta.push.rows_deleted IS 'rows that were gone from the table';
COMMENT ON COLUMN meta.push.bytes IS 'bytes of the packed files';
COMMENT ON COLUMN meta.push.error IS 'why it failed; NULL where it did not';
