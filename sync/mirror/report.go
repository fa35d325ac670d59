package mirror

import (
	"time"

	"sprue/sync/source"
)

// Options narrow or widen a sync.
type Options struct {
	Tables   []string  // of the catalogue, in any case; empty: all
	From, To time.Time // window of large tables by their cursor, half-open; zero: open
	// Full reads everything again; rows that are held are recognised.
	Full bool
	// Reconcile finds late changes and rows that vanished.
	Reconcile bool
	DryRun    bool // say what would be read, write nothing
	Progress  func(Progress)
}

// window tells whether only a part of the large tables is asked for.
func (o Options) window() bool { return !o.From.IsZero() || !o.To.IsZero() }

// Progress is told after each batch.
type Progress struct {
	Source, Table string
	Rows, Bytes   int64 // of this table, so far
	Done, Total   int64 // bytes of this source; Total is 0 where it is not known
}

// Report is what a sync did.
type Report struct {
	Started time.Time
	Tables  []TableReport
	Notes   []string // what a user should know: missing optional tables, files passed over
}

// Catalogue is the table of a TableReport that has what looking for tables and
// columns has cost, and no rows.
const Catalogue = "INFORMATION_SCHEMA"

// Cost is what all sources together were asked, and what it took.
func (r Report) Cost() (all source.Cost) {
	for _, t := range r.Tables {
		all = all.Plus(t.Cost)
	}
	return all
}

// TableReport counts the rows of one table of one source. Read = New + Changed +
// Unchanged + LeftOut.
type TableReport struct {
	Source, Table           string
	Read                    int64
	New, Changed, Unchanged int64
	Deleted                 int64 // no longer delivered: marked, or deleted here too
	Rejected                int64 // mirrored with a value that does not fit its column (see `unreadable`)
	LeftOut                 int64 // counters outside the pattern, not mirrored
	Batches                 int64
	Pieces                  int64 // files read, or to be read in a dry run
	Bytes                   int64
	Duration                time.Duration
	Cost                    source.Cost      // of a source that is asked by queries
	Planned                 []source.Planned // queries of a dry run
	From, To                time.Time        // span of the cursor that was read, or would be
}

// Changes is the number of rows that are not as they were before.
func (r Report) Changes() int64 {
	var n int64
	for _, t := range r.Tables {
		n += t.New + t.Changed + t.Deleted
	}
	return n
}

func (t *TableReport) add(b entry) {
	t.Read += b.read
	t.New += b.fresh
	t.Changed += b.changed
	t.Unchanged += b.unchanged()
	t.Deleted += b.deleted
	t.Rejected += b.rejected
	t.LeftOut += b.leftOut
	t.Bytes += b.bytes
	t.Batches++
	if !b.from.IsZero() && (t.From.IsZero() || b.from.Before(t.From)) {
		t.From = b.from
	}
	if b.to.After(t.To) {
		t.To = b.to
	}
}
