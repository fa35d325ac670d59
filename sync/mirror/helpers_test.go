package mirror_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/engine/store"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// start is 'now' of the first sync in tests.
var start = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// plant is a folder of files, a mirror of it and a clock.
type plant struct {
	testing.TB
	dir   string
	db    string
	store *store.Store
	now   time.Time
	cfg   mirror.Config
	batch int
}

func newPlant(tb testing.TB) *plant {
	tb.Helper()
	p := &plant{TB: tb, dir: filepath.Join(tb.TempDir(), "data"), now: start}
	p.db = filepath.Join(tb.TempDir(), "plant.duckdb")
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{Path: p.db, MemoryLimitMB: 500})
	if err != nil {
		tb.Fatal(err)
	}
	p.store = s
	tb.Cleanup(func() {
		if err := p.store.Close(); err != nil {
			tb.Error(err)
		}
	})
	return p
}

// minimal writes the smallest set of required tables.
func (p *plant) minimal() *plant {
	p.write("COMPANY.csv", "ID,NAME\n1,Acme\n")
	p.write("LOCATION.csv", "ID,NAME,TIME_ZONE_ID\n1,Berlin,Europe/Berlin\n")
	p.write("MOLD.csv", "ID,EQUIPMENT_CODE,CONTRACTED_CYCLE_TIME,SUPPLIER_COMPANY_ID,LOCATION_ID\n1,T-1,300,1,1\n2,T-2,250,1,1\n")
	p.write("MOLD_PART.csv", "MOLD_ID,PART_ID,CAVITY,SWITCHED_TIME\n1,10,2,1700000000000000000\n")
	p.write("STATISTICS.csv", "CI,MOLD_ID,MOLD_CODE,HOUR,SHOT_COUNT\nCNT-1,1,T-1,2026060100,60\nCNT-2,2,T-2,2026060100,50\n")
	p.write("DATA_SHOT.csv", packets(1, 5))
	return p
}

// packets is a CSV of packets, one an hour from the first of June on.
func packets(from, to int) string {
	var b strings.Builder
	b.WriteString("COUNTER_CODE,SHOT_START_TIME,CONTENT\n")
	for n := from; n < to; n++ {
		b.WriteString(packetLine(n))
	}
	return b.String()
}

func packetLine(n int) string {
	at := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
	return fmt.Sprintf("CNT-%d,%d,\"[{\"\"ct\"\": %d.5, \"\"seq\"\": %d}]\"\n", n%3, at.UnixNano(), n%40, n)
}

func (p *plant) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

// write makes a file that is a second newer than all before.
func (p *plant) write(name, content string) {
	p.Helper()
	path := p.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		p.Fatal(err)
	}
}

func (p *plant) remove(name string) {
	p.Helper()
	if err := os.RemoveAll(p.path(name)); err != nil {
		p.Fatal(err)
	}
}

// copyTo has DuckDB write a query into a file of the folder.
func (p *plant) copyTo(name, query, options string) {
	p.Helper()
	if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o755); err != nil {
		p.Fatal(err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		p.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(fmt.Sprintf("COPY (%s) TO %s (%s)", query, source.Literal(p.path(name)), options)); err != nil {
		p.Fatal(err)
	}
}

func (p *plant) source() source.Source {
	p.Helper()
	s, err := files.New(files.Config{Name: "plant", Path: p.dir, BatchMB: p.batch})
	if err != nil {
		p.Fatal(err)
	}
	return s
}

func (p *plant) trySync(opts mirror.Options) (mirror.Report, error) {
	p.Helper()
	m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	return m.Sync(context.Background(), []source.Source{p.source()}, opts)
}

// sync syncs an hour after the sync before.
func (p *plant) sync(opts mirror.Options) mirror.Report {
	p.Helper()
	report, err := p.trySync(opts)
	if err != nil {
		p.Fatalf("sync: %v", err)
	}
	p.now = p.now.Add(time.Hour)
	return report
}

// counts gives 'read new changed unchanged deleted rejected leftout' of a table.
func counts(r mirror.Report, table string) string {
	for _, t := range r.Tables {
		if t.Table == table {
			return fmt.Sprintf("read %d new %d changed %d unchanged %d deleted %d rejected %d left out %d",
				t.Read, t.New, t.Changed, t.Unchanged, t.Deleted, t.Rejected, t.LeftOut)
		}
	}
	return "no table"
}

// rows gives the rows of a query as text, fields parted by '|'.
func (p *plant) rows(query string) []string {
	p.Helper()
	rows, err := p.store.Query(context.Background(), query)
	if err != nil {
		p.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		p.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(sql.NullString)
		}
		if err := rows.Scan(values...); err != nil {
			p.Fatal(err)
		}
		var line []string
		for _, v := range values {
			text := v.(*sql.NullString)
			if !text.Valid {
				text.String = "∅"
			}
			line = append(line, text.String)
		}
		all = append(all, strings.Join(line, "|"))
	}
	if err := rows.Err(); err != nil {
		p.Fatal(err)
	}
	return all
}

func (p *plant) want(query string, want ...string) {
	p.Helper()
	got := p.rows(query)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		p.Errorf("%s\n got: %s\nwant: %s", query, strings.Join(got, "\n      "), strings.Join(want, "\n      "))
	}
}

func wantCounts(tb testing.TB, r mirror.Report, table, want string) {
	tb.Helper()
	if got := counts(r, table); got != want {
		tb.Errorf("%s: got %q, want %q", table, got, want)
	}
}
