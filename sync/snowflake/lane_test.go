package snowflake_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/snowflaketest"
)

// lanes are warehouses with mirrors that histories use in turn: making them costs
// more than a history.
type lanes struct {
	all  testing.TB
	free chan *lane
}

// lane is one of them. Its warehouse says that rows are large, so that windows are
// small.
type lane struct {
	*plant
	columns []string // of raw.* in a new file
}

func newLanes(tb testing.TB) *lanes {
	l := &lanes{all: tb, free: make(chan *lane, runtime.GOMAXPROCS(0))}
	for range cap(l.free) {
		l.free <- nil
	}
	return l
}

// take gives a lane as if it were new, and give hands it back. What a test that
// failed leaves behind is not used again.
func (l *lanes) take(tb testing.TB) *lane {
	tb.Helper()
	got := <-l.free
	tb.Cleanup(func() {
		if tb.Failed() {
			got = nil
		}
		l.free <- got
	})
	if got == nil {
		got = &lane{plant: newPlantWith(l.all, snowflaketest.Config{ChunkRows: 5, RowBytes: 7000, Threads: 1})}
		got.columns = got.rows(rawColumns)
	}
	got.TB, got.now, got.ctx = tb, start, context.Background()
	got.log.Reset()
	got.empty()
	return got
}

const rawColumns = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'raw' ORDER BY 1"

// empty makes the warehouse and the mirror as they were at first.
func (l *lane) empty() {
	l.Helper()
	l.warehouse.Heal()
	l.warehouse.EndSessions()
	l.warehouse.ResetLog()
	l.run("CREATE TABLE MOLD (ID NUMBER(38,0), EQUIPMENT_CODE VARCHAR, CONTRACTED_CYCLE_TIME NUMBER(10,0), SUPPLIER_COMPANY_ID NUMBER(38,0), LOCATION_ID NUMBER(38,0))",
		"CREATE TABLE STATISTICS (CI VARCHAR, MOLD_ID NUMBER(38,0), MOLD_CODE VARCHAR, HOUR VARCHAR, SHOT_COUNT NUMBER(38,0))",
		"CREATE TABLE DATA_SHOT (COUNTER_CODE VARCHAR, SHOT_START_TIME NUMBER(38,0), CONTENT VARCHAR)")
	var undo []string
	for _, table := range []string{"raw.data_shot", "raw.statistics", "raw.mold", "raw.mold_history", "meta.sync_batch", "meta.watermark",
		"meta.source_file", "meta.source_column", "meta.schema_change", "meta.table_state", "meta.source"} {
		undo = append(undo, "DELETE FROM "+table)
	}
	l.write(undo...)
	for _, column := range l.rows(rawColumns) {
		if !strings.Contains(strings.Join(l.columns, " ")+" ", column+" ") {
			table, name, _ := strings.Cut(column, ".")
			l.write(fmt.Sprintf(`ALTER TABLE raw.%s DROP COLUMN "%s"`, table, name))
		}
	}
	l.cfg = mirror.Config{Sources: []mirror.SourceConfig{{Name: "sf", Tables: []string{"MOLD", "STATISTICS", "DATA_SHOT"}}}}
}

func (l *lane) write(statements ...string) {
	l.Helper()
	err := l.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for _, sql := range statements {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return fmt.Errorf("%s: %w", sql, err)
			}
		}
		return nil
	})
	if err != nil {
		l.Fatal(err)
	}
}
