package snowflake_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sprue/engine/pipeline"
	"sprue/engine/store"
	"sprue/sync/snowflaketest"
)

// endless is a table that is too large for memory: the rows of one turn, again and
// again with the cursor moved on.
type endless struct {
	measured
	shift string
	turns int
}

// Two hours a turn, of 12,000 packets each: 107 MB of Arrow, which is a window. The
// shots of an hour come again; no packet does.
func manyPackets() endless {
	m := packetsOfSixty
	m.rows = 24_000
	m.insert = strings.ReplaceAll(m.insert, "(i // 500) * 1800000000000", "(i // 12000) * 3600000000000 + i %% 12000")
	m.insert = strings.ReplaceAll(m.insert, "1767225600000000000", "1700000000000000000")
	return endless{m, "SHOT_START_TIME + turn * 7200000000000", 95}
}

// A turn is a year, of which 2,000 hours have rows.
func manyHours() endless {
	m := narrowHours
	m.insert = strings.ReplaceAll(m.insert, "2025-01-01", "1970-01-01")
	return endless{m, `(left(HOUR, 4)::INTEGER + turn) || substr(HOUR, 5)`, 50}
}

// cursor is the column that moves on.
func (m endless) cursor() string {
	if m.table == "DATA_SHOT" {
		return "SHOT_START_TIME"
	}
	return "HOUR"
}

const clientOrder = "SPRUE_TEST_SNOWFLAKE_CLIENT"

// clientOf says what a process of its own mirrors, and tells what it took.
type clientOf struct {
	Table, DB string
	Port      int
	MemoryMB  int

	Rows, Received, Peak int64
	Took                 time.Duration
}

// TestClient is that process: the client alone, so that its memory is told from that
// of the server.
func TestClient(t *testing.T) {
	text := os.Getenv(clientOrder)
	if text == "" {
		return
	}
	var c clientOf
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), store.Config{Path: c.DB, MemoryLimitMB: pipeline.BuildConfig{MemoryLimitMB: c.MemoryMB}.EngineMemoryMB()})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	report := syncTable(t, db, c.Table, c.Port, c.MemoryMB)
	c.Took, c.Received = time.Since(began), report.Cost().Received
	err = db.QueryRow(t.Context(), "SELECT count(*) FROM raw."+strings.ToLower(c.Table)).Scan(&c.Rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c.Peak = highestMemory(t)
	text2, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(string(text2))
}

// highestMemory is the most that this process has had, in bytes; 0 where the system
// does not tell.
func highestMemory(tb testing.TB) int64 {
	tb.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	kb, err := strconv.ParseInt(strings.Fields(after + " 0")[0], 10, 64)
	if err != nil {
		tb.Fatal(err)
	}
	return kb << 10
}

// BenchmarkLargeTable mirrors 10 GB of packets, and 50 million narrow rows, from a
// server that makes pages when they are asked for, and tells the most memory that the
// client has had. It takes minutes and 15 GB of disk, so SPRUE_BENCH_LARGE asks for
// it.
func BenchmarkLargeTable(b *testing.B) {
	const mostMemory = 1_500_000_000 // of the client, bytes
	if os.Getenv("SPRUE_BENCH_LARGE") == "" {
		b.Skip("SPRUE_BENCH_LARGE is not set")
	}
	for _, m := range []endless{manyPackets(), manyHours()} {
		b.Run(m.table, func(b *testing.B) {
			s := m.serve(b)
			for b.Loop() {
				c := m.client(b, s)
				if want := int64(m.rows) * int64(m.turns); c.Rows != want {
					b.Errorf("%d rows are there of %d", c.Rows, want)
				}
				if c.Peak > mostMemory {
					b.Errorf("%d MB of memory", c.Peak/1e6)
				}
				b.ReportMetric(float64(c.Peak)/1e6, "MB-peak")
				b.ReportMetric(float64(c.Received)/1e6, "MB")
				b.ReportMetric(float64(c.Received)/1e6/c.Took.Seconds(), "MB/s")
				b.ReportMetric(float64(c.Rows)/c.Took.Seconds(), "rows/s")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func (m endless) serve(b *testing.B) *snowflaketest.Server {
	b.Helper()
	s, err := snowflaketest.Start(snowflaketest.Config{ChunkRows: m.page, RowBytes: m.packed, Users: []snowflaketest.User{{Name: "SPRUE", Password: secret}}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for _, sql := range []string{m.create, fmt.Sprintf(m.insert, m.rows)} {
		if _, err := s.Run(context.Background(), sql); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Stretch(context.Background(), m.table, snowflaketest.Stretch{Column: m.cursor(), Shift: m.shift, Turns: m.turns}); err != nil {
		b.Fatal(err)
	}
	return s
}

// client mirrors the table in a process of its own, which aims to stay in the memory
// of a configuration that says nothing, or in SPRUE_BENCH_MEMORY (MB).
func (m endless) client(b *testing.B, s *snowflaketest.Server) (c clientOf) {
	b.Helper()
	limit := pipeline.Defaults().Build.MemoryLimitMB
	if set, err := strconv.Atoi(os.Getenv("SPRUE_BENCH_MEMORY")); err == nil {
		limit = set
	}
	text, err := json.Marshal(clientOf{Table: m.table, DB: filepath.Join(b.TempDir(), "plant.duckdb"), Port: s.Port(), MemoryMB: limit})
	if err != nil {
		b.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestClient$")
	child.Env = append(os.Environ(), clientOrder+"="+string(text))
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	if err := json.Unmarshal([]byte(line), &c); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return c
}
