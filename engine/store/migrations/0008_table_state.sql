CREATE TABLE meta.table_state (
    source VARCHAR,
    table_name VARCHAR,
    state VARCHAR,
    read_as VARCHAR
);

COMMENT ON TABLE meta.table_state IS 'tables read by cursor, as they were when a sync last read all that was new of them';
COMMENT ON COLUMN meta.table_state.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.table_state.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.table_state.state IS 'what the source said of its state, such as the time of its last change; NULL where it says nothing';
COMMENT ON COLUMN meta.table_state.read_as IS 'settings that decide which rows are mirrored; after a change of them all is read again';
