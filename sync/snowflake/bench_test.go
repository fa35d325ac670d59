package snowflake_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
	"sprue/sync/source"
)

// measured is a table to mirror, and how it is made. SPRUE_BENCH_ROWS is how many
// times as many rows it has.
type measured struct {
	table  string
	create string
	insert string // of so many rows
	rows   int
	page   int // rows of a page of a result: about 8 MB, as the real one has
	packed int // bytes of a row in the warehouse
}

// A packet has sixty shots, 5 KB of text.
var packetsOfSixty = measured{"DATA_SHOT", "CREATE TABLE DATA_SHOT (COUNTER_CODE VARCHAR, SHOT_START_TIME NUMBER(38,0), CONTENT VARCHAR)",
	`INSERT INTO DATA_SHOT SELECT 'CNT-' || (i %% 500), 1767225600000000000 + (i // 500) * 1800000000000, '[' || array_to_string(list_transform(range(60), lambda j:
		'{"ct": ' || round(29 + hash(i * 60 + j) %% 200 / 100.0, 2) || ', "tempMeas": ' || round(60 + hash(i + j) %% 50 / 10.0, 1) || ', "seq": ' || (i * 60 + j) || ', "time": "' || (1767225600 + i // 500 * 1800 + j * 30) || '.25"}'), ', ') || ']'
		FROM range(%d) r(i)`, 30_000, 2_000, 900}

var narrowHours = measured{"STATISTICS", "CREATE TABLE STATISTICS (CI VARCHAR, MOLD_ID NUMBER(38,0), MOLD_CODE VARCHAR, HOUR VARCHAR, SHOT_COUNT NUMBER(38,0))",
	`INSERT INTO STATISTICS SELECT 'CNT-' || (i %% 500), i %% 500, 'T-' || (i %% 500), strftime(TIMESTAMP '2025-01-01' + INTERVAL 1 HOUR * (i // 500), '%%Y%%m%%d%%H'), hash(i) %% 120
		FROM range(%d) r(i)`, 1_000_000, 100_000, 10}

// warm starts a warehouse that has the table's results ready.
func (m measured) warm(b *testing.B) *snowflaketest.Server {
	b.Helper()
	rows := m.rows
	if times, err := strconv.Atoi(os.Getenv("SPRUE_BENCH_ROWS")); err == nil {
		rows *= times
	}
	s, err := snowflaketest.Start(snowflaketest.Config{FirstRows: 100, ChunkRows: m.page, RowBytes: m.packed, ResultCache: true,
		Users: []snowflaketest.User{{Name: "SPRUE", Password: secret}}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for _, sql := range []string{m.create, fmt.Sprintf(m.insert, rows)} {
		if _, err := s.Run(context.Background(), sql); err != nil {
			b.Fatal(err)
		}
	}
	m.mirror(b, s, nil)
	return s
}

// mirror syncs the table into a new file; then does what is to be done with it.
func (m measured) mirror(b *testing.B, s *snowflaketest.Server, then func(sync func() mirror.Report)) (source.Cost, spent) {
	b.Helper()
	db, err := store.Open(b.Context(), store.Config{Path: b.TempDir() + "/" + strconv.FormatInt(time.Now().UnixNano(), 36) + ".duckdb", MemoryLimitMB: 700})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}()
	sync := func() mirror.Report { return syncTable(b, db, m.table, s.Port(), 0) }
	began := now(b)
	report := sync()
	took := now(b).minus(began)
	if then != nil {
		then(sync)
	}
	return report.Cost(), took
}

// syncTable mirrors a table of a server on the loopback in so much memory; 0 is what
// the store has.
func syncTable(tb testing.TB, db *store.Store, table string, port, memoryMB int) mirror.Report {
	tb.Helper()
	src, err := snowflake.New(account("127.0.0.1", port), slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	cfg := mirror.Config{Sources: []mirror.SourceConfig{{Name: "sf", Tables: []string{table}}}, MemoryLimitMB: memoryMB}
	mirrored, err := mirror.New(cfg, db, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	report, err := mirrored.Sync(tb.Context(), []source.Source{src}, mirror.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	if err := src.Close(); err != nil {
		tb.Error(err)
	}
	return report
}

// spent is time: by the clock, and of all processors together, server included.
type spent struct{ clock, processor time.Duration }

func (s spent) plus(t spent) spent  { return spent{s.clock + t.clock, s.processor + t.processor} }
func (s spent) minus(t spent) spent { return spent{s.clock - t.clock, s.processor - t.processor} }

func now(b *testing.B) spent {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return spent{time.Duration(time.Now().UnixNano()), time.Duration(u.Utime.Nano() + u.Stime.Nano())}
}

// BenchmarkMirror goes from the loopback server to rows that are committed, server
// included: MB of Arrow and rows a second, and how much longer that takes than the
// driver needs to fetch the same pages and throw them away.
func BenchmarkMirror(b *testing.B) {
	for _, m := range []measured{packetsOfSixty, narrowHours} {
		b.Run(m.table, func(b *testing.B) {
			s := m.warm(b)
			var cost source.Cost
			var mirroring, fetching spent
			n := 0
			for b.Loop() {
				s.ResetLog()
				got, took := m.mirror(b, s, nil)
				cost, mirroring = got, mirroring.plus(took)
				began := now(b)
				for _, query := range asked(s, m.table) {
					fetch(b, s, query)
				}
				fetching = fetching.plus(now(b).minus(began))
				n++
			}
			mb := float64(cost.Received) / 1e6 * float64(n)
			b.ReportMetric(mb/mirroring.clock.Seconds(), "MB/s")
			b.ReportMetric(mb/mirroring.processor.Seconds(), "MB/cpu-s")
			b.ReportMetric(float64(cost.Rows)*float64(n)/mirroring.clock.Seconds(), "rows/s")
			b.ReportMetric(float64(cost.Rows)*float64(n)/mirroring.processor.Seconds(), "rows/cpu-s")
			b.ReportMetric(mirroring.clock.Seconds()/fetching.clock.Seconds(), "times-fetching")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkNothingNew syncs when nothing has changed.
func BenchmarkNothingNew(b *testing.B) {
	s := packetsOfSixty.warm(b)
	packetsOfSixty.mirror(b, s, func(sync func() mirror.Report) {
		var report mirror.Report
		for b.Loop() {
			report = sync()
		}
		b.ReportMetric(float64(report.Cost().Queries), "queries")
	})
}

// asked are the windows that a sync asked for.
func asked(s *snowflaketest.Server, table string) (windows []string) {
	for _, e := range s.Log() {
		if e.On == snowflaketest.Query && strings.Contains(e.SQL, `"`+table+`"`) && strings.Contains(e.SQL, ` ORDER BY "`) {
			windows = append(windows, e.SQL)
		}
	}
	return windows
}

// fetch has the driver fetch a result and throws it away.
func fetch(b *testing.B, s *snowflaketest.Server, query string) {
	b.Helper()
	db := sql.OpenDB(gosnowflake.NewConnector(gosnowflake.SnowflakeDriver{}, gosnowflake.Config{Account: "TESTORG-PLANT", User: "SPRUE", Password: secret, Host: s.Host(), Port: s.Port(),
		Protocol: "http", Database: "PLANT", Schema: "PUBLIC", Warehouse: "SPRUE_WH", Role: "SPRUE_READER",
		DisableTelemetry:          true, //nolint:staticcheck // as in login.go
		ValidateDefaultParameters: gosnowflake.ConfigBoolFalse, Params: map[string]*string{}}))
	defer db.Close()
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		loader, err := c.(interface {
			QueryArrowStream(context.Context, string, ...driver.NamedValue) (gosnowflake.ArrowStreamLoader, error)
		}).QueryArrowStream(b.Context(), query)
		if err != nil {
			return err
		}
		batches, err := loader.GetBatches()
		if err != nil {
			return err
		}
		for i := range batches {
			stream, err := batches[i].GetStream(b.Context())
			if err != nil {
				return err
			}
			if _, err := io.Copy(io.Discard, stream); err != nil {
				return err
			}
			if err := stream.Close(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
