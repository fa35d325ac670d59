ALTER TABLE raw.data_shot ADD COLUMN file_id BIGINT;
ALTER TABLE raw.data_shot ADD COLUMN unreadable JSON;
ALTER TABLE raw.statistics ADD COLUMN row_id UBIGINT;
ALTER TABLE raw.statistics ADD COLUMN file_id BIGINT;
ALTER TABLE raw.statistics ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold_part ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold_part_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.part ADD COLUMN unreadable JSON;
ALTER TABLE raw.part_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.company ADD COLUMN unreadable JSON;
ALTER TABLE raw.company_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.location ADD COLUMN unreadable JSON;
ALTER TABLE raw.location_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.work_order ADD COLUMN unreadable JSON;
ALTER TABLE raw.work_order_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold_location ADD COLUMN unreadable JSON;
ALTER TABLE raw.mold_location_history ADD COLUMN unreadable JSON;
ALTER TABLE raw.produced_part ADD COLUMN unreadable JSON;
ALTER TABLE raw.produced_part_history ADD COLUMN unreadable JSON;
ALTER TABLE meta.sync_batch ADD COLUMN rows_left_out BIGINT;
ALTER TABLE meta.source_file ADD COLUMN file_id BIGINT;
ALTER TABLE meta.source_file ADD COLUMN rows_read BIGINT;
ALTER TABLE meta.source_file ADD COLUMN from_utc TIMESTAMP;
ALTER TABLE meta.source_file ADD COLUMN to_utc TIMESTAMP;
ALTER TABLE meta.source_file ADD COLUMN read_as VARCHAR;

CREATE TABLE meta.source_column (
    source VARCHAR,
    table_name VARCHAR,
    column_name VARCHAR,
    type VARCHAR,
    batch_id BIGINT
);

COMMENT ON COLUMN raw.data_shot.file_id IS 'file that delivered the packet (meta.source_file), NULL where the source has no files';
COMMENT ON COLUMN raw.data_shot.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.statistics.row_id IS 'hash of CI (trimmed, upper case), HOUR and MOLD_ID';
COMMENT ON COLUMN raw.statistics.file_id IS 'file that delivered the row (meta.source_file), NULL where the source has no files';
COMMENT ON COLUMN raw.statistics.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN meta.sync_batch.rows_left_out IS 'rows of counters outside counter_pattern, not mirrored';
COMMENT ON COLUMN meta.source_file.file_id IS 'number of the file, as in raw.*.file_id';
COMMENT ON COLUMN meta.source_file.rows_read IS 'rows in the file when it was read';
COMMENT ON COLUMN meta.source_file.from_utc IS 'earliest cursor among its rows';
COMMENT ON COLUMN meta.source_file.to_utc IS 'latest cursor among its rows';
COMMENT ON COLUMN meta.source_file.read_as IS 'settings that decided what was taken from it; with other settings it is read again';
COMMENT ON TABLE meta.source_column IS 'columns that a source delivered last';
COMMENT ON COLUMN raw.mold.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.mold_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.mold_part.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.mold_part_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.part.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.part_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.company.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.company_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.location.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.location_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.work_order.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.work_order_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.mold_location.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.mold_location_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.produced_part.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN raw.produced_part_history.unreadable IS 'values that do not fit their column''s type, as delivered, by column name; NULL normally';
COMMENT ON COLUMN meta.source_column.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.source_column.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.source_column.column_name IS 'column, as the source calls it';
COMMENT ON COLUMN meta.source_column.type IS 'its type, as the source has it';
COMMENT ON COLUMN meta.source_column.batch_id IS 'meta.sync_batch that saw it';
