CREATE TABLE meta.source (
    source VARCHAR,
    synced_utc TIMESTAMP
);

COMMENT ON TABLE meta.source IS 'the configured sources, and when the mirror last had all that each holds';
COMMENT ON COLUMN meta.source.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.source.synced_utc IS 'end of its last sync without an error, whether it found anything new or not, UTC';
