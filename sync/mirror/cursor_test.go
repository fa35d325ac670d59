package mirror_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// warehouse is a source without pieces: it is asked by cursor, a day at a time.
type warehouse struct {
	hours    []int // of the packets it has
	shuffled bool
	asked    []source.Request // for DATA_SHOT
	fail     int              // the batch that fails, from 1
	bytes    int64            // that a batch is said to have
}

func (w *warehouse) Name() string { return "warehouse" }

func (w *warehouse) Survey(_ context.Context, _ source.Reader, ask source.Ask) (source.Survey, error) {
	var s source.Survey
	for _, t := range ask.Tables {
		s.Found = append(s.Found, source.Found{Table: t})
	}
	return s, nil
}

func (w *warehouse) Batches(_ context.Context, _ source.Reader, req source.Request) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		if req.Table.Name != "DATA_SHOT" {
			yield(batchOf("(SELECT "+columnsOf(req.Table)+" WHERE false)", time.Time{}, time.Time{}), nil)
			return
		}
		w.asked = append(w.asked, req)
		days := w.days(req)
		for n, day := range days {
			if n+1 == w.fail {
				yield(source.Batch{}, &engine.Error{Code: engine.CodeSource, Message: "the line is cut"})
				return
			}
			from := origin.AddDate(0, 0, day)
			batch := batchOf(w.relation(day), from, from.AddDate(0, 0, 1))
			batch.Bytes = w.bytes
			if !yield(batch, nil) {
				return
			}
		}
	}
}

var origin = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// days are those of the packets in the window, oldest first.
func (w *warehouse) days(req source.Request) []int {
	var days []int
	for _, hour := range w.hours {
		at := origin.Add(time.Duration(hour) * time.Hour)
		if day := hour / 24; !at.Before(req.From) && (req.To.IsZero() || at.Before(req.To)) && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	if w.shuffled {
		slices.Reverse(days)
	}
	return days
}

func (w *warehouse) relation(day int) string {
	rows := []string{}
	for _, hour := range w.hours {
		if hour/24 == day {
			rows = append(rows, fmt.Sprintf("('CNT-%d', %d, '[%d]')", hour%3, origin.Add(time.Duration(hour)*time.Hour).UnixNano(), hour))
		}
	}
	return "(VALUES " + strings.Join(rows, ", ") + ") t(COUNTER_CODE, SHOT_START_TIME, CONTENT)"
}

func columnsOf(t source.Table) string {
	var columns []string
	for _, c := range t.Columns {
		columns = append(columns, fmt.Sprintf("NULL::%s AS %s", c.Type, c.Name))
	}
	return strings.Join(columns, ", ")
}

func batchOf(sql string, from, to time.Time) source.Batch {
	return source.Batch{From: from, To: to, Windowed: !from.IsZero(), Open: func(context.Context, *store.Tx) (source.Relation, error) {
		return source.Relation{SQL: sql}, nil
	}}
}

func (p *plant) syncFrom(opts mirror.Options, sources ...source.Source) (mirror.Report, error) {
	p.Helper()
	m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	return m.Sync(context.Background(), sources, opts)
}

func TestCursorAndOverlap(t *testing.T) {
	p := newPlant(t)
	w := &warehouse{hours: []int{0, 30, 100, 130}}
	if _, err := p.syncFrom(mirror.Options{}, w); err != nil {
		t.Fatal(err)
	}
	if !w.asked[0].From.IsZero() {
		t.Errorf("the first sync asks from %v", w.asked[0].From)
	}
	p.want("SELECT cursor FROM meta.watermark", "2026-06-06T10:00:00Z") // hour 130

	// Late rows inside the overlap of 48 h come in, those before it do not until
	// the sources are reconciled.
	w.hours = append(w.hours, 40, 101)
	r, err := p.syncFrom(mirror.Options{}, w)
	if err != nil {
		t.Fatal(err)
	}
	if want := origin.Add(82 * time.Hour); !w.asked[1].From.Equal(want) {
		t.Errorf("the second sync asks from %v, want %v", w.asked[1].From, want)
	}
	wantCounts(t, r, "DATA_SHOT", "read 3 new 1 changed 0 unchanged 2 deleted 0 rejected 0 left out 0")

	w.hours = slices.DeleteFunc(w.hours, func(h int) bool { return h == 30 })
	if r, err = p.syncFrom(mirror.Options{Reconcile: true}, w); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, r, "DATA_SHOT", "read 5 new 1 changed 0 unchanged 4 deleted 1 rejected 0 left out 0")
	p.want("SELECT content FROM raw.data_shot WHERE deleted_utc IS NOT NULL", "[30]")
	// A window beyond the watermark does not move it.
	w.hours = append(w.hours, 30, 200)
	if _, err = p.syncFrom(mirror.Options{From: origin.Add(150 * time.Hour)}, w); err != nil {
		t.Fatal(err)
	}
	p.want("SELECT cursor FROM meta.watermark", "2026-06-06T10:00:00Z")
	if r, err = p.syncFrom(mirror.Options{Full: true}, w); err != nil {
		t.Fatal(err)
	}
	wantCounts(t, r, "DATA_SHOT", "read 7 new 0 changed 1 unchanged 6 deleted 0 rejected 0 left out 0")
}

func TestBatchesBeforeAFailureStay(t *testing.T) {
	p := newPlant(t)
	w := &warehouse{hours: []int{0, 30, 100, 130}, fail: 3}
	_, err := p.syncFrom(mirror.Options{}, w)
	if engine.CodeOf(err) != engine.CodeSource {
		t.Errorf("error %v", err)
	}
	p.want("SELECT count(*) FROM raw.data_shot", "2")
	p.want("SELECT error FROM meta.sync_batch WHERE error IS NOT NULL", "the line is cut")
	w.fail = 0
	if _, err := p.syncFrom(mirror.Options{}, w); err != nil {
		t.Fatal(err)
	}
	p.want("SELECT count(*) FROM raw.data_shot", "4")
}

func TestOrderOfBatchesDoesNotMatter(t *testing.T) {
	const rows = "SELECT counter_code, shot_start_time, content, packet_id, arrived_utc::VARCHAR FROM raw.data_shot ORDER BY packet_id"
	hours := []int{0, 1, 2, 30, 31, 60, 100, 130}
	p, q := newPlant(t), newPlant(t)
	for plant, shuffled := range map[*plant]bool{p: false, q: true} {
		if _, err := plant.syncFrom(mirror.Options{}, &warehouse{hours: hours, shuffled: shuffled}); err != nil {
			t.Fatal(err)
		}
	}
	p.want(rows, q.rows(rows)...)
}

func TestTwoSources(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.Sources = []mirror.SourceConfig{{Name: "warehouse", Tables: []string{"DATA_SHOT", "company"}}}
	p.copyTo("DATA_SHOT.csv", "SELECT 'CNT-0' AS COUNTER_CODE, 1780272000000000000 AS SHOT_START_TIME, '[0]' AS CONTENT", "FORMAT csv, HEADER")
	r, err := p.syncFrom(mirror.Options{}, p.source(), &warehouse{hours: []int{0, 1}})
	if err != nil {
		t.Fatal(err)
	}
	p.want("SELECT source, content FROM raw.data_shot ORDER BY content", "plant|[0]", "warehouse|[1]")
	p.want("SELECT count(*) FROM raw.company", "1")
	if got := r.Tables[len(r.Tables)-1]; got.Source != "warehouse" || got.Unchanged != 1 {
		t.Errorf("%+v", got)
	}
}

func TestCancelledSyncGoesOn(t *testing.T) {
	p := newPlant(t)
	w := &warehouse{hours: []int{0, 30, 100, 130}}
	ctx, cancel := context.WithCancel(context.Background())
	m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Sync(ctx, []source.Source{w}, mirror.Options{Progress: func(progress mirror.Progress) {
		if progress.Table == "DATA_SHOT" && progress.Rows == 2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	p.want("SELECT count(*) FROM raw.data_shot", "2")
	p.want("SELECT count(*) FROM meta.sync_batch WHERE error IS NOT NULL", "0")
	if _, err := p.syncFrom(mirror.Options{}, w); err != nil {
		t.Fatal(err)
	}
	p.want("SELECT count(*) FROM raw.data_shot", "4")
}
