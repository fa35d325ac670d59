package pipeline

import (
	"context"
	"fmt"
	"strings"
)

// chunkBytes of packet text are read at once. DuckDB reads 2,048 packets in
// one go: where all of them are as long as can be, this bounds its memory.
const chunkBytes = 64 << 20

// readPackets takes packets that came into core.packet and core.shot_item, and
// packets that vanished or arrived anew out of them.
func (b *build) readPackets(ctx context.Context) error {
	if err := b.findPackets(ctx); err != nil {
		return fmt.Errorf("find changed packets: %w", err)
	}
	if err := b.forgetPackets(ctx); err != nil {
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
	if err := b.quarantinePackets(ctx); err != nil {
		return err
	}
	return b.tx.QueryRow(ctx, "SELECT (SELECT count(*) FROM todo_packet) + (SELECT count(*) FROM gone_packet)").Scan(&b.packets)
}

// findPackets compares the mirror with what was read: a packet's id is a hash
// of all that it says, so only its arrival can change.
func (b *build) findPackets(ctx context.Context) error {
	statements := []string{`
		INSERT INTO gone_packet
		SELECT k.packet_id FROM core.packet k
		LEFT JOIN raw.data_shot d ON d.packet_id = k.packet_id
		WHERE d.packet_id IS NULL OR d.arrived_utc IS DISTINCT FROM k.arrived_utc`,
		// What a gone packet had in its days is dirty before it is forgotten.
		`INSERT INTO dirty_pair
		SELECT i.counter_code, i.utc_day, count(*), NULL
		FROM core.shot_item i WHERE i.packet_id IN (SELECT packet_id FROM gone_packet) GROUP BY ALL`,
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
	for _, table := range []string{"core.packet", "core.shot_item", "core.quarantine"} {
		err := b.exec(ctx, "forget packets in "+table, "DELETE FROM "+table+" WHERE packet_id IN (SELECT packet_id FROM gone_packet)")
		if err != nil {
			return err
		}
	}
	return nil
}

// packetChunk is a part of the packets to read: neighbours in the mirror, so
// that the rest of it is not touched. The mirror is in the order of arrival,
// and so, nearly, of time.
type packetChunk struct{ number, bytes, packets, first, last int64 }

// planPackets cuts the packets to read into chunks.
func (b *build) planPackets(ctx context.Context) ([]packetChunk, int64, error) {
	err := b.exec(ctx, "list new packets", `
		CREATE OR REPLACE TEMP TABLE new_packet AS
		SELECT d.packet_id, d.rowid AS row_no
		FROM raw.data_shot d
		ANTI JOIN core.packet k ON k.packet_id = d.packet_id`)
	if err != nil {
		return nil, 0, err
	}
	all, err := b.packetChunks(ctx, "SELECT 0, 0, count(*), coalesce(min(row_no), 0), coalesce(max(row_no), 0) FROM new_packet")
	if err != nil || all[0].packets == 0 {
		return nil, 0, err
	}
	// The sizes are computed first: a join or a window would take the texts along.
	_, err = b.tx.Exec(ctx, `
		INSERT INTO todo_packet
		WITH size AS MATERIALIZED (
			SELECT packet_id, rowid AS row_no, coalesce(strlen(content), 0) AS bytes
			FROM raw.data_shot
			WHERE rowid BETWEEN $1 AND $2
		),
		placed AS (
			SELECT packet_id, bytes, row_no,
				sum(bytes) OVER (ORDER BY row_no) // $3 AS part,
				row_no - lag(row_no, 1, row_no) OVER (ORDER BY row_no) > 10000 AS is_apart
			FROM size SEMI JOIN new_packet n ON n.packet_id = size.packet_id
		),
		grouped AS (
			SELECT packet_id, bytes, row_no, part, count(*) FILTER (is_apart) OVER (ORDER BY row_no) AS stretch
			FROM placed
		)
		SELECT packet_id, dense_rank() OVER (ORDER BY stretch, part), bytes, row_no
		FROM grouped`, all[0].first, all[0].last, chunkBytes)
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
	if err := b.exec(ctx, "scope packets", b.packetScope(c)); err != nil {
		return err
	}
	if err := b.refillAll(ctx, "chunk_packet", "chunk_exact_item"); err != nil {
		return err
	}
	if err := b.fill(ctx, "core.packet"); err != nil {
		return err
	}
	return b.readItems(ctx)
}

// quarantinePackets writes what the checks of packet and shot left out. It
// looks for them once, then works on as much text at once as a chunk has.
func (b *build) quarantinePackets(ctx context.Context) error {
	_, err := b.tx.Exec(ctx, `
		CREATE OR REPLACE TEMP TABLE faulty_packet AS
		WITH faulty AS (
			SELECT DISTINCT i.packet_id
			FROM core.shot_item i SEMI JOIN todo_packet t ON t.packet_id = i.packet_id
			WHERE i.reason IS NOT NULL
		)
		SELECT t.packet_id, CAST((sum(t.bytes) OVER (ORDER BY t.packet_id) - t.bytes) // ? AS BIGINT) AS part
		FROM todo_packet t SEMI JOIN faulty f ON f.packet_id = t.packet_id`, chunkBytes)
	if err != nil {
		return fmt.Errorf("find faulty packets: %w", err)
	}
	parts, err := queryAll[int64](ctx, b.tx, "SELECT DISTINCT part FROM faulty_packet ORDER BY part")
	if err != nil {
		return err
	}
	for _, part := range parts {
		err := b.exec(ctx, "scope faulty packets", `
			TRUNCATE chunk_packet;
			INSERT INTO chunk_packet
			SELECT k.* FROM core.packet k SEMI JOIN faulty_packet f ON f.packet_id = k.packet_id AND f.part = `+fmt.Sprint(part))
		if err != nil {
			return err
		}
		if err := b.fill(ctx, "core.quarantine"); err != nil {
			return err
		}
	}
	return b.exec(ctx, "empty chunk", "TRUNCATE chunk_packet")
}

// readItems fills core.shot_item. An incremental build goes through a temp
// table, to see the days of the new items without a scan of all of them; a
// full one needs all days and saves the copy.
func (b *build) readItems(ctx context.Context) error {
	if b.full {
		return b.fill(ctx, "core.shot_item")
	}
	m, err := b.model("core.shot_item")
	if err != nil {
		return err
	}
	if err := b.exec(ctx, "read new items", "CREATE OR REPLACE TEMP TABLE came_item AS\n"+m.SQL); err != nil {
		return err
	}
	rows, err := b.tx.Exec(ctx, "INSERT INTO core.shot_item SELECT * FROM came_item")
	if err != nil {
		return fmt.Errorf("fill core.shot_item: %w", err)
	}
	b.count("core.shot_item").RowsOut += rows
	return b.exec(ctx, "mark days of new items", `
		INSERT INTO dirty_pair SELECT counter_code, utc_day, count(*), NULL FROM came_item GROUP BY ALL`)
}

// packetScope is the view of a chunk's packets. Its branches run beside each
// other: DuckDB gives one row group (122,880 packets) to one thread, and a
// chunk seldom has more than one.
func (b *build) packetScope(c packetChunk) string {
	join := fmt.Sprintf("SEMI JOIN todo_packet t ON t.packet_id = d.packet_id AND t.chunk = %d", c.number)
	if c.last-c.first+1 == c.packets {
		join = "" // all of that stretch is new
	}
	branches := []string{}
	for branch := range b.workers {
		branches = append(branches, fmt.Sprintf(`
			SELECT d.counter_code, d.shot_start_time, d.content, d.packet_id, d.arrived_utc
			FROM raw.data_shot d %s
			WHERE d.rowid BETWEEN %d AND %d AND d.packet_id %% %d = %d`, join, c.first, c.last, b.workers, branch))
	}
	return "CREATE OR REPLACE TEMP VIEW scope_packet AS" + strings.Join(branches, "\nUNION ALL")
}
