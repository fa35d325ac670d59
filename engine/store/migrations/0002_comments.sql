-- What each schema, table and column means, and its unit. DuckDB keeps them in
-- the file, so that every client shows them. It has none for schemas: raw is the
-- mirror of the sources, core the shots, mart the analyses, meta what was done.

COMMENT ON TABLE raw.data_shot IS 'packets of shots as the counters sent them, one row a packet; append-only';
COMMENT ON COLUMN raw.data_shot.counter_code IS 'counter that sent the packet, as received';
COMMENT ON COLUMN raw.data_shot.shot_start_time IS 'epoch nanoseconds, UTC, of the packet''s first shot; the default cursor';
COMMENT ON COLUMN raw.data_shot.content IS 'JSON array of shots as text: ct in s, tempMeas in °C, seq, time in epoch seconds';
COMMENT ON COLUMN raw.data_shot.packet_id IS 'hash of counter_code (trimmed, upper case), shot_start_time and content; the identity of a packet';
COMMENT ON COLUMN raw.data_shot.arrived_utc IS 'UTC instant of arrival: the configured arrival column, else the start of the sync that first saw it';
COMMENT ON COLUMN raw.data_shot.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.data_shot.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.data_shot.deleted_utc IS 'UTC instant at which a sync found it gone from the source; NULL = still there';

COMMENT ON TABLE raw.statistics IS 'hours in which a counter sat on a tool, one row per counter, hour and mold';
COMMENT ON COLUMN raw.statistics.ci IS 'counter code, as received';
COMMENT ON COLUMN raw.statistics.mold_id IS 'raw.mold.id of the tool it sat on in that hour';
COMMENT ON COLUMN raw.statistics.mold_code IS 'that tool''s equipment code';
COMMENT ON COLUMN raw.statistics.hour IS 'YYYYMMDDHH as received, UTC unless configured otherwise';
COMMENT ON COLUMN raw.statistics.shot_count IS 'the warehouse''s own count of shots in that hour; may be NULL';
COMMENT ON COLUMN raw.statistics.arrived_utc IS 'UTC instant of the sync that first saw it';
COMMENT ON COLUMN raw.statistics.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.statistics.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.statistics.deleted_utc IS 'UTC instant at which a sync found it gone from the source; NULL = still there';

COMMENT ON TABLE raw.mold IS 'tools (molds), one row a tool, as they are now';
COMMENT ON COLUMN raw.mold.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.mold.equipment_code IS 'code of the tool, as received';
COMMENT ON COLUMN raw.mold.counter_code IS 'code of the counter it carries now; may be NULL';
COMMENT ON COLUMN raw.mold.counter_id IS 'key of that counter; not used for mapping';
COMMENT ON COLUMN raw.mold.contracted_cycle_time IS 'approved cycle time in tenths of a second';
COMMENT ON COLUMN raw.mold.tooling_type IS 'kind of tool, free text';
COMMENT ON COLUMN raw.mold.total_cavities IS 'cavities of the tool';
COMMENT ON COLUMN raw.mold.designed_shot IS 'shots it is designed for in its life';
COMMENT ON COLUMN raw.mold.daily_max_capacity IS 'parts a day';
COMMENT ON COLUMN raw.mold.initial_shot IS 'shots it had made before it was counted';
COMMENT ON COLUMN raw.mold.counter_shot_count IS 'shots counted so far, by the warehouse';
COMMENT ON COLUMN raw.mold.cycle_time_limit1 IS 'tolerance of level 1, in the unit beside it';
COMMENT ON COLUMN raw.mold.cycle_time_limit1unit IS 'PERCENTAGE = % of the approved cycle time, any other text = seconds, empty = no limit';
COMMENT ON COLUMN raw.mold.cycle_time_limit2 IS 'tolerance of level 2, in the unit beside it';
COMMENT ON COLUMN raw.mold.cycle_time_limit2unit IS 'as cycle_time_limit1unit';
COMMENT ON COLUMN raw.mold.production_days IS 'nameplate production days a week, as received';
COMMENT ON COLUMN raw.mold.shifts_per_day IS 'nameplate shifts a day, as received';
COMMENT ON COLUMN raw.mold.supplier_company_id IS 'raw.company.id of the supplier';
COMMENT ON COLUMN raw.mold.location_id IS 'raw.location.id of the plant it is in now';
COMMENT ON COLUMN raw.mold.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.mold_history IS 'versions of raw.mold, one row a version; half-open in time';
COMMENT ON COLUMN raw.mold_history.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.mold_history.equipment_code IS 'code of the tool, as received';
COMMENT ON COLUMN raw.mold_history.counter_code IS 'code of the counter it carries now; may be NULL';
COMMENT ON COLUMN raw.mold_history.counter_id IS 'key of that counter; not used for mapping';
COMMENT ON COLUMN raw.mold_history.contracted_cycle_time IS 'approved cycle time in tenths of a second';
COMMENT ON COLUMN raw.mold_history.tooling_type IS 'kind of tool, free text';
COMMENT ON COLUMN raw.mold_history.total_cavities IS 'cavities of the tool';
COMMENT ON COLUMN raw.mold_history.designed_shot IS 'shots it is designed for in its life';
COMMENT ON COLUMN raw.mold_history.daily_max_capacity IS 'parts a day';
COMMENT ON COLUMN raw.mold_history.initial_shot IS 'shots it had made before it was counted';
COMMENT ON COLUMN raw.mold_history.counter_shot_count IS 'shots counted so far, by the warehouse';
COMMENT ON COLUMN raw.mold_history.cycle_time_limit1 IS 'tolerance of level 1, in the unit beside it';
COMMENT ON COLUMN raw.mold_history.cycle_time_limit1unit IS 'PERCENTAGE = % of the approved cycle time, any other text = seconds, empty = no limit';
COMMENT ON COLUMN raw.mold_history.cycle_time_limit2 IS 'tolerance of level 2, in the unit beside it';
COMMENT ON COLUMN raw.mold_history.cycle_time_limit2unit IS 'as cycle_time_limit1unit';
COMMENT ON COLUMN raw.mold_history.production_days IS 'nameplate production days a week, as received';
COMMENT ON COLUMN raw.mold_history.shifts_per_day IS 'nameplate shifts a day, as received';
COMMENT ON COLUMN raw.mold_history.supplier_company_id IS 'raw.company.id of the supplier';
COMMENT ON COLUMN raw.mold_history.location_id IS 'raw.location.id of the plant it is in now';
COMMENT ON COLUMN raw.mold_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.mold_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.mold_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.mold_part IS 'what a tool makes, one row per tool, part and time of switching';
COMMENT ON COLUMN raw.mold_part.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.mold_part.part_id IS 'raw.part.id';
COMMENT ON COLUMN raw.mold_part.cavity IS 'parts per shot';
COMMENT ON COLUMN raw.mold_part.switched_time IS 'epoch nanoseconds, UTC, from which this holds, as received; junk occurs';
COMMENT ON COLUMN raw.mold_part.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold_part.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.mold_part_history IS 'versions of raw.mold_part, one row a version; half-open in time';
COMMENT ON COLUMN raw.mold_part_history.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.mold_part_history.part_id IS 'raw.part.id';
COMMENT ON COLUMN raw.mold_part_history.cavity IS 'parts per shot';
COMMENT ON COLUMN raw.mold_part_history.switched_time IS 'epoch nanoseconds, UTC, from which this holds, as received; junk occurs';
COMMENT ON COLUMN raw.mold_part_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold_part_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.mold_part_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.mold_part_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.part IS 'parts, one row a part';
COMMENT ON COLUMN raw.part.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.part.part_code IS 'code of the part, as received';
COMMENT ON COLUMN raw.part.name IS 'name of the part';
COMMENT ON COLUMN raw.part.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.part.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.part_history IS 'versions of raw.part, one row a version; half-open in time';
COMMENT ON COLUMN raw.part_history.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.part_history.part_code IS 'code of the part, as received';
COMMENT ON COLUMN raw.part_history.name IS 'name of the part';
COMMENT ON COLUMN raw.part_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.part_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.part_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.part_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.company IS 'companies and their hierarchy, one row a company';
COMMENT ON COLUMN raw.company.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.company.name IS 'name of the company';
COMMENT ON COLUMN raw.company.parent_id IS 'raw.company.id of the company above it; may be NULL';
COMMENT ON COLUMN raw.company.company_type IS 'kind of company, free text';
COMMENT ON COLUMN raw.company.tier IS 'tier in the supply chain, as received';
COMMENT ON COLUMN raw.company.country IS 'country, as received';
COMMENT ON COLUMN raw.company.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.company.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.company_history IS 'versions of raw.company, one row a version; half-open in time';
COMMENT ON COLUMN raw.company_history.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.company_history.name IS 'name of the company';
COMMENT ON COLUMN raw.company_history.parent_id IS 'raw.company.id of the company above it; may be NULL';
COMMENT ON COLUMN raw.company_history.company_type IS 'kind of company, free text';
COMMENT ON COLUMN raw.company_history.tier IS 'tier in the supply chain, as received';
COMMENT ON COLUMN raw.company_history.country IS 'country, as received';
COMMENT ON COLUMN raw.company_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.company_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.company_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.company_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.location IS 'plants, one row a plant';
COMMENT ON COLUMN raw.location.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.location.name IS 'name of the plant';
COMMENT ON COLUMN raw.location.time_zone_id IS 'IANA time zone, as received; unknown and empty ones occur';
COMMENT ON COLUMN raw.location.company_id IS 'raw.company.id of its owner';
COMMENT ON COLUMN raw.location.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.location.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.location_history IS 'versions of raw.location, one row a version; half-open in time';
COMMENT ON COLUMN raw.location_history.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.location_history.name IS 'name of the plant';
COMMENT ON COLUMN raw.location_history.time_zone_id IS 'IANA time zone, as received; unknown and empty ones occur';
COMMENT ON COLUMN raw.location_history.company_id IS 'raw.company.id of its owner';
COMMENT ON COLUMN raw.location_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.location_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.location_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.location_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.work_order IS 'maintenance orders, one row an order';
COMMENT ON COLUMN raw.work_order.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.work_order.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.work_order.order_type IS 'PREVENTIVE, CORRECTIVE or other';
COMMENT ON COLUMN raw.work_order.status IS 'status as received; ''completed'' in any case counts';
COMMENT ON COLUMN raw.work_order.completed_at IS 'UTC instant of completion';
COMMENT ON COLUMN raw.work_order.completed_on IS 'UTC instant of completion, where the source calls it so';
COMMENT ON COLUMN raw.work_order.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.work_order.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.work_order_history IS 'versions of raw.work_order, one row a version; half-open in time';
COMMENT ON COLUMN raw.work_order_history.id IS 'the warehouse''s key';
COMMENT ON COLUMN raw.work_order_history.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.work_order_history.order_type IS 'PREVENTIVE, CORRECTIVE or other';
COMMENT ON COLUMN raw.work_order_history.status IS 'status as received; ''completed'' in any case counts';
COMMENT ON COLUMN raw.work_order_history.completed_at IS 'UTC instant of completion';
COMMENT ON COLUMN raw.work_order_history.completed_on IS 'UTC instant of completion, where the source calls it so';
COMMENT ON COLUMN raw.work_order_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.work_order_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.work_order_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.work_order_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.mold_location IS 'when a tool moved between plants, one row a move';
COMMENT ON COLUMN raw.mold_location.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.mold_location.location_id IS 'raw.location.id';
COMMENT ON COLUMN raw.mold_location.confirmed_at IS 'UTC instant from which the tool was there; the first row of a tool holds before it too';
COMMENT ON COLUMN raw.mold_location.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold_location.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.mold_location_history IS 'versions of raw.mold_location, one row a version; half-open in time';
COMMENT ON COLUMN raw.mold_location_history.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.mold_location_history.location_id IS 'raw.location.id';
COMMENT ON COLUMN raw.mold_location_history.confirmed_at IS 'UTC instant from which the tool was there; the first row of a tool holds before it too';
COMMENT ON COLUMN raw.mold_location_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.mold_location_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.mold_location_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.mold_location_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE raw.produced_part IS 'production and scrap by day, one row per tool, part and day';
COMMENT ON COLUMN raw.produced_part.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.produced_part.part_id IS 'raw.part.id';
COMMENT ON COLUMN raw.produced_part.day IS 'local production day';
COMMENT ON COLUMN raw.produced_part.total_produced_amount IS 'parts produced';
COMMENT ON COLUMN raw.produced_part.total_rejected_amount IS 'parts rejected';
COMMENT ON COLUMN raw.produced_part.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.produced_part.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE raw.produced_part_history IS 'versions of raw.produced_part, one row a version; half-open in time';
COMMENT ON COLUMN raw.produced_part_history.mold_id IS 'raw.mold.id';
COMMENT ON COLUMN raw.produced_part_history.part_id IS 'raw.part.id';
COMMENT ON COLUMN raw.produced_part_history.day IS 'local production day';
COMMENT ON COLUMN raw.produced_part_history.total_produced_amount IS 'parts produced';
COMMENT ON COLUMN raw.produced_part_history.total_rejected_amount IS 'parts rejected';
COMMENT ON COLUMN raw.produced_part_history.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN raw.produced_part_history.batch_id IS 'meta.sync_batch that wrote the row';
COMMENT ON COLUMN raw.produced_part_history.valid_from IS 'UTC instant from which this version holds; NULL = from the beginning of time';
COMMENT ON COLUMN raw.produced_part_history.valid_to IS 'UTC instant before which it holds; NULL = still valid';

COMMENT ON TABLE meta.migration IS 'changes of the tables of raw and meta that this file has seen, one row a change';
COMMENT ON COLUMN meta.migration.version IS 'number of the change, from 1';
COMMENT ON COLUMN meta.migration.applied_utc IS 'UTC instant';

COMMENT ON TABLE meta.sync_batch IS 'ledger of the mirror, one row a batch; committed together with the batch''s rows';
COMMENT ON COLUMN meta.sync_batch.batch_id IS 'number of the batch';
COMMENT ON COLUMN meta.sync_batch.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.sync_batch.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.sync_batch.from_cursor IS 'cursor from which was read, as text; NULL = from the beginning';
COMMENT ON COLUMN meta.sync_batch.to_cursor IS 'highest cursor that was read';
COMMENT ON COLUMN meta.sync_batch.rows_read IS 'rows read from the source';
COMMENT ON COLUMN meta.sync_batch.rows_new IS 'rows inserted';
COMMENT ON COLUMN meta.sync_batch.rows_changed IS 'rows updated';
COMMENT ON COLUMN meta.sync_batch.rows_unchanged IS 'rows that were here already';
COMMENT ON COLUMN meta.sync_batch.rows_deleted IS 'rows deleted or marked as gone';
COMMENT ON COLUMN meta.sync_batch.rows_rejected IS 'rows left out, such as counters outside the pattern';
COMMENT ON COLUMN meta.sync_batch.bytes IS 'bytes read, as far as the source tells';
COMMENT ON COLUMN meta.sync_batch.started_utc IS 'UTC instant';
COMMENT ON COLUMN meta.sync_batch.duration_us IS 'duration in µs';
COMMENT ON COLUMN meta.sync_batch.error IS 'what went wrong; NULL = nothing';
COMMENT ON COLUMN meta.sync_batch.note IS 'what a reader should know, such as a missing optional column';

COMMENT ON TABLE meta.watermark IS 'how far each table is mirrored, one row per source and table';
COMMENT ON COLUMN meta.watermark.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.watermark.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.watermark.cursor IS 'highest cursor that is committed, as text';
COMMENT ON COLUMN meta.watermark.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE meta.source_file IS 'files that the files source has read, one row a file';
COMMENT ON COLUMN meta.source_file.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.source_file.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.source_file.path IS 'path of the file, from the source''s folder';
COMMENT ON COLUMN meta.source_file.size IS 'bytes';
COMMENT ON COLUMN meta.source_file.modified_utc IS 'UTC instant of its last change';
COMMENT ON COLUMN meta.source_file.hash IS 'hash of its content';
COMMENT ON COLUMN meta.source_file.batch_id IS 'meta.sync_batch that wrote the row';

COMMENT ON TABLE meta.schema_change IS 'changes of the sources'' columns, one row a change';
COMMENT ON COLUMN meta.schema_change.changed_utc IS 'UTC instant at which a sync saw it';
COMMENT ON COLUMN meta.schema_change.source IS 'name of the source in sprue.yaml';
COMMENT ON COLUMN meta.schema_change.table_name IS 'mirrored table, without its schema';
COMMENT ON COLUMN meta.schema_change.column_name IS 'column';
COMMENT ON COLUMN meta.schema_change.change IS 'what happened: added, widened, dropped, incompatible, …';
COMMENT ON COLUMN meta.schema_change.old_type IS 'type before; NULL = there was none';
COMMENT ON COLUMN meta.schema_change.new_type IS 'type after; NULL = there is none';
COMMENT ON COLUMN meta.schema_change.mode IS 'mode of the table: evolve, freeze or discard';
COMMENT ON COLUMN meta.schema_change.detail IS 'what was done, in words';

COMMENT ON TABLE meta.build IS 'builds of the models, one row a build; committed together with what it built';
COMMENT ON COLUMN meta.build.build_id IS 'identity of the build';
COMMENT ON COLUMN meta.build.started_utc IS 'UTC instant';
COMMENT ON COLUMN meta.build.finished_utc IS 'UTC instant';
COMMENT ON COLUMN meta.build.kind IS 'full or incremental';
COMMENT ON COLUMN meta.build.inputs IS 'what it was built from: highest batch_id, watermarks';
COMMENT ON COLUMN meta.build.models IS 'hash of each model''s SQL, by name';
COMMENT ON COLUMN meta.build.settings_hash IS 'hash of the settings that the models read';
COMMENT ON COLUMN meta.build.dirty_pairs IS 'pairs of counter and UTC day that were built';
COMMENT ON COLUMN meta.build.shots IS 'rows of core.master_shot after it';
COMMENT ON COLUMN meta.build.peak_memory_bytes IS 'highest memory of DuckDB while it ran, in bytes';

COMMENT ON TABLE meta.build_model IS 'cost of each model in a build, one row per build and model';
COMMENT ON COLUMN meta.build_model.build_id IS 'meta.build.build_id';
COMMENT ON COLUMN meta.build_model.model IS 'name of the model: its table or view';
COMMENT ON COLUMN meta.build_model.rows_in IS 'rows read, where known';
COMMENT ON COLUMN meta.build_model.rows_out IS 'rows written';
COMMENT ON COLUMN meta.build_model.seconds IS 'duration in s';
