//go:build duckdb_arrow

package mirror_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// stream is a warehouse whose packets come as a view that can be read once, and once
// more after each rewinding.
type stream struct {
	*warehouse
	hours   [][]int // of the packets of each batch
	rewinds bool
	cut     error // after the first record
	read    int   // views that were made
}

func (s *stream) Batches(ctx context.Context, db source.Reader, req source.Request) iter.Seq2[source.Batch, error] {
	if req.Table.Name != "DATA_SHOT" {
		return s.warehouse.Batches(ctx, db, req)
	}
	return func(yield func(source.Batch, error) bool) {
		for _, hours := range s.hours {
			from := origin.Add(time.Duration(hours[0]) * time.Hour)
			batch := source.Batch{From: from, To: from.AddDate(0, 0, 1), Windowed: true}
			batch.Open = func(ctx context.Context, tx *store.Tx) (source.Relation, error) { return s.open(ctx, tx, hours) }
			if !yield(batch, nil) {
				return
			}
		}
	}
}

func (s *stream) open(ctx context.Context, tx *store.Tx, hours []int) (r source.Relation, err error) {
	release := func() error { return nil }
	again := func(ctx context.Context) (err error) {
		if err := release(); err != nil {
			return err
		}
		s.read++
		release, err = tx.ArrowView(ctx, "packets", s.records(hours))
		return err
	}
	r = source.Relation{SQL: "packets", Close: func() error { return release() }}
	if s.rewinds {
		r.Rewind = again
	}
	return r, again(ctx)
}

// records has one a packet.
func (s *stream) records(hours []int) array.RecordReader {
	schema := arrow.NewSchema([]arrow.Field{{Name: "COUNTER_CODE", Type: arrow.BinaryTypes.String}, {Name: "SHOT_START_TIME", Type: arrow.PrimitiveTypes.Int64},
		{Name: "CONTENT", Type: arrow.BinaryTypes.String}}, nil)
	var all []arrow.RecordBatch
	for _, hour := range hours {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		b.Field(0).(*array.StringBuilder).Append("CNT-1")
		b.Field(1).(*array.Int64Builder).Append(origin.Add(time.Duration(hour) * time.Hour).UnixNano())
		b.Field(2).(*array.StringBuilder).Append("[1]")
		all = append(all, b.NewRecordBatch())
	}
	r, err := array.NewRecordReader(schema, all)
	if err != nil {
		panic(err)
	}
	if s.cut == nil {
		return r
	}
	return &cutReader{RecordReader: r, err: s.cut}
}

type cutReader struct {
	array.RecordReader
	err   error
	given int
}

func (c *cutReader) Next() bool {
	c.given++
	return c.given == 1 && c.RecordReader.Next()
}

func (c *cutReader) Err() error {
	if c.given > 1 {
		return c.err
	}
	return nil
}

// TestStreamIsReadOnce: rows that are gone once they were read are all mirrored; where a
// batch must be read a second time, it begins anew or the sync fails.
func TestStreamIsReadOnce(t *testing.T) {
	cut := errors.New("the stream is cut")
	for name, test := range map[string]struct {
		hours   [][]int
		rewinds bool
		cut     error
		packets string
		views   int
		err     string
	}{
		"straight":                   {[][]int{{0, 1, 2}, {30, 31}}, false, nil, "5", 2, ""},
		"a copy":                     {[][]int{{0, 1, 1, 2}, {30, 31, 31}}, true, nil, "5", 3, ""}, // from then on by the stage alone
		"a copy, without rewinding":  {[][]int{{0, 1}, {30, 30}}, false, nil, "2", 2, "has been read already"},
		"again what is held":         {[][]int{{0, 1, 2}, {0, 1, 2}, {1, 2, 3}}, true, nil, "4", 4, ""},
		"cut":                        {[][]int{{0, 1}}, true, cut, "0", 1, cut.Error()},
		"cut, where a copy came too": {[][]int{{0, 0}}, true, cut, "0", 1, cut.Error()},
	} {
		p := newPlant(t)
		s := &stream{warehouse: &warehouse{}, hours: test.hours, rewinds: test.rewinds, cut: test.cut}
		_, err := p.syncFrom(mirror.Options{Tables: []string{"DATA_SHOT"}}, s)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %v", name, err)
		}
		p.want("SELECT count(*) FROM raw.data_shot", test.packets)
		if s.read != test.views {
			t.Errorf("%s: %d views, want %d", name, s.read, test.views)
		}
	}
}
