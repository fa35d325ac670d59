package mirror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// large mirrors an append-mostly table batch by batch, then what no batch can
// tell alone: which rows are no longer delivered, which columns are gone.
func (r *run) large(ctx context.Context, f source.Found, known []source.Piece) error {
	if unchanged, err := r.unchanged(ctx, f); err != nil || unchanged {
		return err
	}
	asked, err := r.requests(ctx, f, known)
	if err != nil {
		return err
	}
	l := &large{run: r, found: f, t: f.Table, known: known, touched: len(asked) == 0, present: map[string]bool{}, parts: map[string]int64{}, spans: map[int64]span{}}
	for _, p := range f.Pieces {
		l.present[p.Path] = true
	}
	if err := r.store.QueryRow(ctx, "SELECT NOT EXISTS (SELECT 1 FROM raw."+f.Table.Raw()+")").Scan(&l.blank); err != nil {
		return err
	}
	for _, req := range asked {
		if err := l.batches(ctx, req); err != nil {
			return err
		}
	}
	if len(l.unheld) > 0 { // of a source with pieces, which is asked once
		again := asked[0]
		again.Pieces, again.Known = l.unheld, nil
		if err := l.batches(ctx, again); err != nil {
			return err
		}
	}
	if r.opts.window() {
		return nil
	}
	return l.finish(ctx)
}

func (l *large) batches(ctx context.Context, req source.Request) error {
	l.by = req.Cursor
	for sb, err := range l.src.Batches(ctx, l.store, req) {
		if err != nil {
			return err
		}
		if err := l.batch(ctx, sb); err != nil {
			return err
		}
	}
	return nil
}

// large is the sync of one large table.
type large struct {
	*run
	found   source.Found
	t       source.Table
	known   []source.Piece
	present map[string]bool  // pieces that there are, by path
	parts   map[string]int64 // ids of pieces that come in several batches
	spans   map[int64]span   // what each piece holds, by its id
	unheld  []source.Piece   // to be read after all
	touched bool             // there was a batch, if only of files whose content is held
	by      source.Cursor    // of the windows that are read
	last    *batch           // the newest one that was read
	blank   bool             // raw.* was empty when the sync began
	copies  bool             // a row has come twice since
}

// request asks for what is not held: by piece, or by cursor from the watermark
// less the overlap.
func (r *run) request(ctx context.Context, f source.Found, known []source.Piece) (source.Request, error) {
	req := source.Request{Table: f.Table, Cursor: f.Table.Cursor, Counters: r.pattern(), Pieces: f.Pieces, From: r.opts.From, To: r.opts.To}
	if r.rereads() {
		if r.opts.Reconcile && !r.opts.Full && !r.opts.window() && len(f.Pieces) == 0 {
			own, _ := source.FindTable(f.Table.Name) // rows keep their time, and may change their arrival
			req.Reconcile, req.Cursor = true, own.Cursor
		}
		return req, nil
	}
	req.Known = known
	mark, err := r.watermark(ctx, r.store, f.Table)
	if err != nil || mark.IsZero() || len(f.Pieces) > 0 {
		return req, err
	}
	held, err := r.heldState(ctx, f.Table)
	if err == nil && (held.readAs == "" || held.readAs == r.readAs(f.Table)) {
		req.From = mark.Add(-f.Table.Overlap)
	}
	return req, err
}

func (l *large) batch(ctx context.Context, sb source.Batch) error {
	var b *batch
	var e entry
	err := l.write(ctx, l.t, func(ctx context.Context, tx *store.Tx, id int64) (err error) {
		if b, err = l.open(ctx, tx, l.found, sb, id); err != nil {
			return errors.Join(err, b.close())
		}
		defer func() { err = errors.Join(err, b.close()) }()
		e, err = l.apply(ctx, tx, b)
		return err
	})
	if err != nil || b == nil {
		return err
	}
	l.count(ctx, b, e)
	return nil
}

func (l *large) count(ctx context.Context, b *batch, e entry) {
	if len(b.relation.Pieces)+len(b.relation.Held) < len(b.Pieces) {
		l.note("%s: a file changed since it was listed; it is left to the next sync", l.t.Name)
	}
	for _, p := range b.relation.Pieces {
		l.parts[p.Path] = b.ids[p.Path]
	}
	l.touched, l.unheld = true, append(l.unheld, b.unheld...)
	if len(b.delivered) > 0 {
		l.last = b
	}
	c := l.counts()
	c.add(e)
	if !b.Continues {
		c.Pieces += int64(len(b.relation.Pieces))
	}
	l.progress(ctx, b.Bytes)
}

// apply is one batch in one transaction.
func (l *large) apply(ctx context.Context, tx *store.Tx, b *batch) (e entry, err error) {
	e.bytes = b.Bytes
	for _, step := range []step{l.number, l.bring, l.loosen, l.closeWindow, l.settleAll} {
		if err := step(ctx, tx, b, &e); err != nil {
			return e, err
		}
	}
	return e, l.record(ctx, tx, l.t, b.id, b.began, e)
}

// step is a part of what is done with a batch.
type step func(context.Context, *store.Tx, *batch, *entry) error

// bring brings the rows of a batch into raw.*, and leaves the keys of what the source
// delivered in sync_stage. Both end with the transaction.
func (l *large) bring(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	if done, err := l.straight(ctx, tx, b, e); done || err != nil {
		return err
	}
	for _, step := range []step{l.stageRows, l.findHeld, l.update, l.insert} {
		if err := step(ctx, tx, b, e); err != nil {
			return err
		}
	}
	return nil
}

func dropTemp(ctx context.Context, tx *store.Tx, tables ...string) error {
	for _, table := range tables {
		if _, err := tx.Exec(ctx, "DROP TABLE IF EXISTS temp."+table); err != nil {
			return err
		}
	}
	return nil
}

// settleAll writes down what has been read: pieces and watermark.
func (l *large) settleAll(ctx context.Context, tx *store.Tx, b *batch, _ *entry) error {
	if l.opts.window() {
		return nil // what lies before the window may not be held: the watermark stays too
	}
	if !b.Continues {
		if err := l.settle(ctx, tx, b); err != nil {
			return err
		}
		if err := l.hold(ctx, tx, l.t, b, l.present); err != nil {
			return err
		}
	}
	return l.advance(ctx, tx, l.t, b.id)
}

// number gives each piece its number. A piece that is read again keeps it, so
// that nothing has to be written for the rows that it still delivers. One that
// comes in parts gets a new one: no part can tell alone which rows are gone.
func (l *large) number(ctx context.Context, tx *store.Tx, b *batch, _ *entry) error {
	held := map[string]int64{}
	for _, p := range l.known {
		held[p.Path] = p.ID
	}
	for _, p := range b.relation.Pieces {
		id, again := held[p.Path]
		if part, ok := l.parts[p.Path]; ok {
			id, again = part, true
		} else if again && b.Continues {
			again = false
			if _, err := tx.Exec(ctx, "DELETE FROM meta.source_file WHERE file_id = ?", id); err != nil {
				return err
			}
		}
		if !again {
			id = b.nextID()
		}
		b.ids[p.Path] = id
		if _, part := l.parts[p.Path]; !part {
			delete(l.spans, id) // of an attempt that was rolled back
		}
	}
	return nil
}

// stageRows reads the batch, counts it and takes copies inside it out. Which
// copy stays does not depend on the order in which DuckDB read them.
func (l *large) stageRows(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	if err := prepare(ctx, tx, l.t); err != nil {
		return err
	}
	if err := l.stage(ctx, tx, l.t, b); err != nil {
		return err
	}
	keys, err := l.countStaged(ctx, tx, e)
	if err != nil {
		return err
	}
	if err := l.measure(ctx, tx); err != nil {
		return err
	}
	if keys == e.read {
		return nil
	}
	_, err = tx.Exec(ctx, fmt.Sprintf(`DELETE FROM sync_stage WHERE rowid IN (SELECT rowid FROM sync_stage
		WHERE %[1]s IN (SELECT %[1]s FROM sync_stage GROUP BY %[1]s HAVING count(*) > 1)
		QUALIFY row_number() OVER (PARTITION BY %[1]s ORDER BY %[2]s) > 1)`, keyColumn(l.t), b.preference(l.t)))
	return err
}

// countStaged counts what was delivered, and tells how many keys it has.
func (l *large) countStaged(ctx context.Context, tx *store.Tx, e *entry) (keys int64, err error) {
	var from, to sql.NullTime
	err = tx.QueryRow(ctx, fmt.Sprintf(`SELECT count(*), count(*) FILTER (left_out), count(*) FILTER (unreadable IS NOT NULL),
			count(DISTINCT %s), min(%s), max(%[2]s) FROM sync_stage`, keyColumn(l.t), cursorOf(l.t))).
		Scan(&e.read, &e.leftOut, &e.rejected, &keys, &from, &to)
	e.from, e.to = from.Time, to.Time
	return keys, err
}

// preference orders copies of a row, the one to keep first: of packets the
// earliest, of hours the one of the latest file.
func (b *batch) preference(t source.Table) string {
	order := "arrived_utc"
	if t.Name == "STATISTICS" {
		order = "place DESC, shot_count DESC NULLS LAST"
	}
	for _, f := range b.layout.fields {
		order += ", " + source.Ident(f.name)
	}
	return order + ", place"
}

// findHeld looks up which staged rows are held. Of packets only the span of time
// of the batch is searched.
func (l *large) findHeld(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	key, span := keyColumn(l.t), ""
	if l.t.Name == "DATA_SHOT" {
		span = `(r.shot_start_time BETWEEN (SELECT min(shot_start_time) FROM sync_stage) AND (SELECT max(shot_start_time) FROM sync_stage)
			OR r.shot_start_time IS NULL) AND `
	}
	_, err := tx.Exec(ctx, fmt.Sprintf(`CREATE OR REPLACE TEMP TABLE sync_held AS
		SELECT r.rowid AS held_row, r.%[1]s AS key FROM raw.%[2]s r
		WHERE %[3]sr.%[1]s IN (SELECT %[1]s FROM sync_stage) AND r.batch_id <> %[4]d`, key, l.t.Raw(), span, b.id))
	if err != nil {
		return err
	}
	return tx.QueryRow(ctx, "SELECT count(*) FROM sync_held").Scan(&e.held)
}

// insert writes the rows that are not held by day and counter, so that a reader
// of a few days skips the rest of the table, and shots come in the order in which
// they are asked for.
func (l *large) insert(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	columns := source.Idents(append(b.columns(), "source", "unreadable", keyColumn(l.t), "arrived_utc", "file_id"))
	var err error
	e.fresh, err = tx.Exec(ctx, fmt.Sprintf(`INSERT INTO raw.%[1]s (%[2]s, batch_id)
		SELECT %[2]s, %[3]d FROM sync_stage WHERE NOT left_out AND %[4]s NOT IN (SELECT key FROM sync_held)
		ORDER BY %[5]s, %[4]s`, l.t.Raw(), columns, b.id, keyColumn(l.t), dayAndCounter(l.t)))
	return err
}

// dayAndCounter is the order of rows in a batch, whatever the cursor by which the
// source delivers them. The keys of both large tables begin with the counter.
func dayAndCounter(t source.Table) string {
	c, _ := source.FindTable(t.Name)
	cursor := source.Ident(strings.ToLower(c.Cursor.Column))
	day := fmt.Sprintf("left(%s, 8)", cursor)
	if c.Cursor.Kind == source.EpochNanos {
		day = fmt.Sprintf("%s // %d", cursor, 7*24*time.Hour)
	}
	return fmt.Sprintf("%s, %s, %s", day, source.Ident(strings.ToLower(c.Key[0])), cursor)
}

func (b *batch) columns() []string {
	var names []string
	for _, f := range b.layout.fields {
		names = append(names, f.name)
	}
	return names
}

// update brings held rows up to date: one that had vanished and is delivered
// again, and hours whose values changed. Packets have no values beside their key
// that would be worth an update.
func (l *large) update(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	if e.held == 0 {
		return nil
	}
	back, err := tx.Exec(ctx, l.updateSQL("deleted_utc = NULL, batch_id = "+fmt.Sprint(b.id), "r.deleted_utc IS NOT NULL"))
	if err != nil {
		return err
	}
	if len(b.relation.Pieces) > 0 {
		if _, err := tx.Exec(ctx, l.updateSQL("file_id = s.file_id, source = s.source",
			fmt.Sprintf("r.file_id IS DISTINCT FROM s.file_id AND (r.file_id IS NULL OR r.file_id IN (%s) OR r.file_id NOT IN (SELECT file_id FROM meta.source_file)) AND r.source = %s",
				b.again(), source.Literal(l.src.Name())))); err != nil {
			return err
		}
	}
	e.changed = back
	if l.t.Name != "STATISTICS" {
		return nil
	}
	changed, err := tx.Exec(ctx, l.updateValues(b))
	e.changed += changed
	return err
}

func (l *large) updateSQL(set, where string) string {
	return fmt.Sprintf(`UPDATE raw.%[1]s AS r SET %[2]s FROM sync_stage s, sync_held h
		WHERE h.key = s.%[3]s AND r.rowid = h.held_row AND NOT s.left_out AND %[4]s`, l.t.Raw(), set, keyColumn(l.t), where)
}

// updateValues writes the delivered columns of hours in which one differs.
func (l *large) updateValues(b *batch) string {
	var set, differ []string
	for _, f := range b.layout.fields {
		if _, known := l.t.Find(f.name); f.from == "" || (known && f.name != "mold_code" && f.name != "shot_count") {
			continue
		}
		name := source.Ident(f.name)
		set = append(set, fmt.Sprintf("%s = s.%[1]s", name))
		differ = append(differ, fmt.Sprintf("r.%s IS DISTINCT FROM s.%[1]s", name))
	}
	set = append(set, "unreadable = s.unreadable", fmt.Sprintf("batch_id = %d", b.id))
	differ = append(differ, "CAST(r.unreadable AS VARCHAR) IS DISTINCT FROM CAST(s.unreadable AS VARCHAR)")
	return l.updateSQL(strings.Join(set, ", "), "("+strings.Join(differ, " OR ")+")")
}

// loosen unties rows from a piece that was read whole and no longer delivers
// them. Whether another piece does is found out at the end of the table.
func (l *large) loosen(ctx context.Context, tx *store.Tx, b *batch, _ *entry) error {
	if b.Continues || l.opts.window() || len(b.relation.Pieces) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, fmt.Sprintf(`UPDATE raw.%s SET file_id = 0 WHERE file_id IN (%s) AND deleted_utc IS NULL
		AND %s NOT IN (SELECT %[3]s FROM sync_stage)`, l.t.Raw(), b.again(), keyColumn(l.t)))
	return err
}

// again lists the numbers of the pieces that were read before. Their rows are
// tied to what delivers them now: another file of the batch may do so.
func (b *batch) again() string {
	ids := []string{"NULL"}
	for _, p := range b.relation.Pieces {
		if id := b.ids[p.Path]; id>>16 != b.id {
			ids = append(ids, fmt.Sprint(id))
		}
	}
	return strings.Join(ids, ", ")
}

// remove marks or deletes the rows of this source that are gone from it.
func (r *run) remove(ctx context.Context, tx *store.Tx, t source.Table, id int64, where string) (int64, error) {
	if r.cfg.Deletes == "mirror" {
		return tx.Exec(ctx, fmt.Sprintf("DELETE FROM raw.%s WHERE source = ? AND %s", t.Raw(), where), r.src.Name())
	}
	return tx.Exec(ctx, fmt.Sprintf("UPDATE raw.%s SET deleted_utc = ?, batch_id = ? WHERE source = ? AND deleted_utc IS NULL AND %s", t.Raw(), where),
		r.started, id, r.src.Name())
}
