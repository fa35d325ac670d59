package mirror

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// digester is a source that can sum a large table up by day, so that only days
// that differ need be read. It answers nil where it cannot.
type digester interface {
	Digests(ctx context.Context, req source.Request) (*source.Digests, error)
}

// mostSpans is how many parts of a table are asked for one by one; more are asked
// for as one.
const mostSpans = 40

// requests are what has to be asked of a table. Of one that is reconciled these are
// the days that differ from the mirror, where the source can tell.
func (r *run) requests(ctx context.Context, f source.Found, known []source.Piece) ([]source.Request, error) {
	req, err := r.request(ctx, f, known)
	if err != nil {
		return nil, err
	}
	sums, can := r.src.(digester)
	if !can || !req.Reconcile {
		return []source.Request{req}, nil
	}
	there, err := sums.Digests(ctx, req)
	if err != nil {
		return nil, err
	}
	if there == nil {
		req.Cursor = f.Table.Cursor
		return []source.Request{req}, nil
	}
	own, _ := source.FindTable(f.Table.Name)
	here, err := r.digests(ctx, own, there.Columns)
	if err != nil {
		return nil, err
	}
	differ := differing(there.Days, here)
	r.note("%s: %d of %d days differ from the source", f.Table.Name, len(differ), len(labels(there.Days, here)))
	return spans(req, differ), nil
}

// digests are those of what the mirror holds of this source, as it is defined in
// package source.
func (r *run) digests(ctx context.Context, t source.Table, columns []string) (days []source.Digest, err error) {
	cursor := source.Ident(strings.ToLower(t.Cursor.Column))
	rows, err := r.store.Query(ctx, fmt.Sprintf("SELECT coalesce(%s, ''), count(*), CAST(%s AS VARCHAR) FROM raw.%s WHERE source = ? AND deleted_utc IS NULL AND NOT %s GROUP BY 1 ORDER BY 1",
		t.Cursor.DaySQL(cursor), sumOfHashes(t, columns), t.Raw(), r.leftOut(t)), r.src.Name())
	if err != nil {
		return nil, fmt.Errorf("sum up the days of raw.%s: %w", t.Raw(), err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d source.Digest
		if err := rows.Scan(&d.Day, &d.Rows, &d.Sum); err != nil {
			return nil, err
		}
		days = append(days, d)
	}
	return days, rows.Err()
}

// sumOfHashes is the SQL of a day's sum. A packet's hash is its packet_id with the
// bytes in the other order; its text may have been pruned. Adding each byte up alone
// and weighting the sums takes a third of the time of turning each number round.
func sumOfHashes(t source.Table, columns []string) string {
	if t.Name != "DATA_SHOT" {
		return fmt.Sprintf("sum(CAST('0x' || right(md5(%s), 16) AS UBIGINT))", source.DigestText(textsOf(t, columns)))
	}
	var sums []string
	for at := range 8 {
		sums = append(sums, fmt.Sprintf("sum((packet_id >> %d) & 255) * %d::HUGEINT", 8*at, uint64(1)<<(8*(7-at))))
	}
	return "(" + strings.Join(sums, " + ") + ")"
}

// textsOf spells columns of raw.* as a digest counts them.
func textsOf(t source.Table, columns []string) []string {
	var texts []string
	for _, name := range columns {
		c, _ := t.Find(name)
		text := source.Ident(strings.ToLower(name))
		switch {
		case c.Name == t.Counter():
			text = source.CounterKey(text)
		case c.Type == source.Integer:
			text = fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), unreadable ->> %s)", text, source.Literal(strings.ToLower(name)))
		}
		texts = append(texts, text)
	}
	return texts
}

// labels are the days of two sides, each once.
func labels(there, here []source.Digest) map[string]bool {
	all := map[string]bool{}
	for _, d := range slices.Concat(there, here) {
		all[d.Day] = true
	}
	return all
}

// differing are the labels of days that are not the same on both sides.
func differing(there, here []source.Digest) []string {
	same := map[source.Digest]bool{}
	for _, d := range here {
		same[d] = true
	}
	alike := map[string]bool{}
	for _, d := range there {
		alike[d.Day] = same[d]
	}
	var differ []string
	for day := range labels(there, here) {
		if !alike[day] {
			differ = append(differ, day)
		}
	}
	return differ
}

// spans asks for days, adjoining ones at once; for everything where rows without a
// place in time differ, or a great many days.
func spans(all source.Request, differ []string) []source.Request {
	var days []time.Time
	for _, label := range differ {
		day, ok := all.Cursor.Day(label)
		if !ok {
			return []source.Request{all}
		}
		days = append(days, day)
	}
	slices.SortFunc(days, time.Time.Compare)
	var asked []source.Request
	for _, from := range days {
		to := from.Add(24 * time.Hour)
		if n := len(asked); n > 0 && !from.After(asked[n-1].To) {
			asked[n-1].To = to
			continue
		}
		day := all
		day.From, day.To = from, to
		asked = append(asked, day)
	}
	if n := len(asked); n > mostSpans {
		asked[0].To = asked[n-1].To
		return asked[:1]
	}
	return asked
}

// closeWindow marks rows that a reconciled window no longer delivers: those between
// its ends by the same comparison that the source makes. Pieces are judged at the
// end of the table.
func (l *large) closeWindow(ctx context.Context, tx *store.Tx, b *batch, e *entry) error {
	if !l.opts.Reconcile || !b.Windowed || len(b.Pieces) > 0 {
		return nil
	}
	var err error
	e.deleted, err = l.remove(ctx, tx, l.t, b.id, fmt.Sprintf("(%s) AND %s NOT IN (SELECT %[2]s FROM sync_stage)",
		l.between(b.From, b.To), keyColumn(l.t)))
	return err
}

// between is the SQL for rows of the mirror between two ends, zero being open.
// Behind an open end lie the rows without a place in time too, if they are asked
// for.
func (l *large) between(from, to time.Time) string {
	column := "arrived_utc"
	if l.by.Kind != source.Instant {
		column = source.Ident(strings.ToLower(l.by.Column))
	}
	value := func(t time.Time) string {
		switch l.by.Kind {
		case source.EpochNanos:
			return l.by.Value(t)
		case source.HourText:
			return source.Literal(l.by.Value(t))
		default:
			return timestamp(t)
		}
	}
	within := "true"
	if !from.IsZero() {
		within += " AND " + column + " >= " + value(from)
	}
	if !to.IsZero() {
		return within + " AND " + column + " < " + value(to)
	}
	if l.opts.window() {
		return within
	}
	return within + " OR " + column + " IS NULL"
}
