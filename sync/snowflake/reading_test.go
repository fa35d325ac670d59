package snowflake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

// TestRecordsAreWhole cuts a file of three records at every byte: what is left of it
// never passes for all.
func TestRecordsAreWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.arrow")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	schema := arrow.NewSchema([]arrow.Field{{Name: "C", Type: arrow.PrimitiveTypes.Int64, Nullable: true}}, nil)
	w := ipc.NewWriter(file, ipc.WithSchema(schema))
	for range 3 {
		numbers := ints(array.NewInt64Builder(memory.DefaultAllocator), 1, 2)
		if err := w.Write(array.NewRecordBatch(schema, []arrow.Array{numbers}, int64(numbers.Len()))); err != nil {
			t.Fatal(err)
		}
	}
	size, err := file.Seek(0, 1)
	if err := errors.Join(err, w.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	for at := size; at >= 0; at-- { // the mark of the end is not needed
		if err := os.Truncate(path, at); err != nil {
			t.Fatal(err)
		}
		rows, err := readAll(stored{path, 9})
		if at == size && (err != nil || rows != 9) {
			t.Errorf("whole: %d rows, %v", rows, err)
		}
		if at < size && engine.CodeOf(err) != engine.CodeFile {
			t.Errorf("cut to %d bytes of %d: %d rows, %v", at, size, rows, err)
		}
	}
}

// TestWhatCannotBeRead says what to do, and has no next window fetched.
func TestWhatCannotBeRead(t *testing.T) {
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "plant.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	text := array.NewStringBuilder(memory.DefaultAllocator)
	text.Append("a\xc3\x28")
	schema := arrow.NewSchema([]arrow.Field{{Name: "C", Type: arrow.BinaryTypes.String, Nullable: true}}, nil)
	path := filepath.Join(t.TempDir(), "rows.arrow")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := ipc.NewWriter(file, ipc.WithSchema(schema))
	if err := errors.Join(w.Write(array.NewRecordBatch(schema, []arrow.Array{text.NewArray()}, 1)), w.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		path string
		code engine.Code
		next bool
	}{
		"no file":  {path + "-gone", engine.CodeFile, false},
		"no UTF-8": {path, engine.CodeData, true},
	} {
		p := &pending{table: source.Table{Name: "DATA_SHOT"}, got: stored{test.path, 1}, done: make(chan struct{})}
		close(p.done)
		next := false
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			r, err := p.opens(nil, func() { next = true })(ctx, tx)
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, "CREATE TEMP TABLE x AS FROM "+r.SQL)
			return errors.Join(r.Explain(ctx, err), r.Close())
		})
		var said *engine.Error
		if !errors.As(err, &said) || said.Code != test.code || !strings.Contains(said.Hint, "run it again") || next != test.next {
			t.Errorf("%s: %v, next %v", name, err, next)
		}
	}
}

func readAll(of stored) (rows int64, err error) {
	file, err := os.Open(of.path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	stream, err := ipc.NewReader(file)
	if err != nil {
		return 0, unread(of, err)
	}
	r := &records{Reader: stream, of: of}
	defer r.Release()
	for r.Next() {
		rows += r.RecordBatch().NumRows()
	}
	return rows, r.Err()
}
