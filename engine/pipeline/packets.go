package pipeline

import (
	"context"
	"fmt"
)

// chunkBytes of packet text are read at once.
const chunkBytes = 1 << 30

// usualBytes is the length up to which a packet counts as it is; a longer one
// counts more. DuckDB reads 2,048 packets in one go: where all of them are as
// long as can be, fewer of them in a chunk bound its memory.
const usualBytes = 16 << 10

// readPackets takes packets that came into core.packet and their items into
// scratch, and packets that vanished or arrived anew out of the tables.
func (b *build) readPackets(ctx context.Context) error {
	if err := b.findPackets(ctx); err != nil {
		return fmt.Errorf("find changed packets: %w", err)
	}
	if err := b.forgetPackets(ctx); err != nil {
		return err
	}
	if err := b.listPackets(ctx); err != nil {
		return err
	}
	chunks, total, err := b.planPackets(ctx)
	if err != nil {
		return fmt.Errorf("plan chunks of packets: %w", err)
	}
	done := int64(0)
	for _, c := range chunks {
		b.progress("packets", done, total)
		if err := b.readChunk(ctx, c); err != nil {
			return err
		}
		done += c.bytes
	}
	b.progress("packets", done, total)
	if err := b.closeItems(ctx); err != nil {
		return err
	}
	if err := b.takeKeys(ctx); err != nil {
		return err
	}
	return b.tx.QueryRow(ctx, "SELECT (SELECT count(*) FROM new_packet) + (SELECT count(*) FROM gone_packet)").Scan(&b.packets)
}

// findPackets compares the mirror with what was read: a packet's id is a hash
// of all that it says, so only its arrival can change.
func (b *build) findPackets(ctx context.Context) error {
	statements := []string{`
		INSERT INTO gone_packet
		SELECT k.packet_id FROM core.packet k
		LEFT JOIN raw.data_shot d ON d.packet_id = k.packet_id
		WHERE d.packet_id IS NULL OR d.arrived_utc IS DISTINCT FROM k.arrived_utc`,
		// The days of a gone packet, before it is forgotten.
		`INSERT INTO gone_pair
		SELECT DISTINCT c.counter_code, i.utc_day
		FROM core.shot_item i
		LEFT JOIN core.counter c ON c.counter_no = i.counter_no
		WHERE i.packet_id IN (SELECT packet_id FROM gone_packet)`,
	}
	if b.full {
		statements = nil
	}
	for _, statement := range statements {
		if _, err := b.tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) forgetPackets(ctx context.Context) error {
	var gone int64
	if err := b.tx.QueryRow(ctx, "SELECT count(*) FROM gone_packet").Scan(&gone); err != nil || gone == 0 {
		return err
	}
	for _, table := range []string{"core.packet", "core.left_item", "core.item_extra", "core.quarantine"} {
		err := b.exec(ctx, "forget packets in "+table, "DELETE FROM "+table+" WHERE packet_id IN (SELECT packet_id FROM gone_packet)")
		if err != nil {
			return err
		}
	}
	return nil
}

// listPackets looks once at the text of each packet that came, and so knows
// how long it is and how it can be read.
func (b *build) listPackets(ctx context.Context) error {
	err := b.exec(ctx, "list packets that came", `
		CREATE OR REPLACE TEMP TABLE unread_packet AS
		SELECT d.packet_id, d.rowid AS row_no
		FROM raw.data_shot d
		ANTI JOIN core.packet k ON k.packet_id = d.packet_id`)
	if err != nil {
		return err
	}
	all, err := b.packetChunks(ctx, "SELECT 0, 0, count(*), coalesce(min(row_no), 0), coalesce(max(row_no), -1) FROM unread_packet")
	if err != nil {
		return fmt.Errorf("count packets that came: %w", err)
	}
	join := "SEMI JOIN unread_packet u ON u.packet_id = d.packet_id"
	if all[0].last-all[0].first+1 == all[0].packets {
		join = "" // all of that stretch came
	}
	scope := fmt.Sprintf("%s WHERE d.row_no BETWEEN %d AND %d", join, all[0].first, all[0].last)
	if err := b.exec(ctx, "scope packets that came", scopeArrival(scope)); err != nil {
		return err
	}
	if err := b.refill(ctx, "new_packet"); err != nil {
		return err
	}
	if err := b.fill(ctx, "core.packet"); err != nil {
		return err
	}
	if err := b.exec(ctx, "list counters", "INSERT INTO scope_counter_no SELECT counter_no, counter_code FROM core.counter"); err != nil {
		return err
	}
	return b.fill(ctx, "core.counter")
}

// scopeArrival is the view of the packets whose text is looked at.
func scopeArrival(which string) string {
	return `
		CREATE OR REPLACE TEMP VIEW scope_arrival AS
		SELECT d.counter_code, d.shot_start_time, d.content, d.packet_id, d.arrived_utc, d.row_no
		FROM scope_text d ` + which
}

// scopePacket is the view of the packets that are taken apart.
func scopePacket(which string) string {
	return `
		CREATE OR REPLACE TEMP VIEW scope_packet AS
		SELECT t.packet_id, t.counter_no, t.start_day, t.arrived_utc, t.reading, d.content
		FROM scope_text d
		JOIN todo_packet t ON t.packet_id = d.packet_id ` + which
}

// packetChunk is a part of the packets to read: neighbours in the mirror, so
// that the rest of it is not touched. The mirror is in the order of arrival, in a batch of days,
// and so, nearly, of time.
type packetChunk struct{ number, bytes, packets, first, last int64 }

// planPackets cuts the packets to read into chunks.
func (b *build) planPackets(ctx context.Context) ([]packetChunk, int64, error) {
	_, err := b.tx.Exec(ctx, `
		INSERT INTO todo_packet
		WITH placed AS (
			SELECT *,
				sum(greatest(bytes, bytes * bytes // $2)) OVER (ORDER BY row_no) // $1 AS part,
				CAST(row_no - lag(row_no, 1, row_no) OVER (ORDER BY row_no) > 10000 AS INTEGER) AS is_apart
			FROM new_packet
		),
		-- A sum: a window with FILTER compares each packet with all before it.
		grouped AS (
			SELECT *, sum(is_apart) OVER (ORDER BY row_no) AS stretch FROM placed
		)
		SELECT
			g.packet_id, g.row_no, g.bytes, n.counter_no, g.start_day, g.arrived_utc, g.reading,
			dense_rank() OVER (ORDER BY g.stretch, g.part)
		FROM grouped g
		LEFT JOIN core.counter n ON n.counter_code = g.counter_code`, chunkBytes, usualBytes)
	if err != nil {
		return nil, 0, err
	}
	chunks, err := b.packetChunks(ctx, `
		SELECT chunk, CAST(sum(bytes) AS BIGINT), count(*), min(row_no), max(row_no)
		FROM todo_packet GROUP BY chunk ORDER BY chunk`)
	total := int64(0)
	for _, c := range chunks {
		total += c.bytes
	}
	return chunks, total, err
}

func (b *build) packetChunks(ctx context.Context, query string) ([]packetChunk, error) {
	rows, err := b.tx.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	chunks := []packetChunk{}
	for rows.Next() {
		var c packetChunk
		if err := rows.Scan(&c.number, &c.bytes, &c.packets, &c.first, &c.last); err != nil {
			return nil, err
		}
		chunks = append(chunks, c)
	}
	return chunks, rows.Err()
}

func (b *build) readChunk(ctx context.Context, c packetChunk) error {
	scope := fmt.Sprintf("WHERE t.chunk = %d AND d.row_no BETWEEN %d AND %d", c.number, c.first, c.last)
	if err := b.exec(ctx, "scope packets", scopePacket(scope)); err != nil {
		return err
	}
	if err := b.refill(ctx, "chunk_exact_item"); err != nil {
		return err
	}
	if err := b.fill(ctx, "core.item_extra"); err != nil {
		return err
	}
	if err := b.collectKeys(ctx); err != nil {
		return err
	}
	if err := b.refill(ctx, "chunk_item"); err != nil {
		return err
	}
	return b.fill(ctx, "core.left_item")
}
