CREATE TABLE meta.pruned_packet (
    packet_id UBIGINT,
    shot_start_time BIGINT
);

COMMENT ON TABLE meta.pruned_packet IS 'packets whose text was pruned: content in raw.data_shot is NULL, and the last snapshot has it';
COMMENT ON COLUMN meta.pruned_packet.packet_id IS 'the packet, in raw.data_shot';
COMMENT ON COLUMN meta.pruned_packet.shot_start_time IS 'epoch nanoseconds, UTC, as in raw.data_shot';
