package snowflake_test

import (
	"bytes"
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
	"sprue/sync/mirror"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
	"sprue/sync/source"
)

func TestMain(m *testing.M) {
	// The driver would look for clouds around it.
	if err := os.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// start is 'now' of the first sync.
var start = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// secret must never be seen anywhere.
const secret = "s3cret-Pass-W0rd"

// plant is a warehouse, a mirror of it and a clock.
type plant struct {
	testing.TB
	warehouse *snowflaketest.Server
	store     *store.Store
	db        string
	now       time.Time
	cfg       mirror.Config
	source    snowflake.Config
	log       bytes.Buffer
	ctx       context.Context // of the next sync
	ahead     time.Duration   // of this machine's clock before the warehouse's
}

func newPlant(tb testing.TB) *plant { return newPlantOf(tb, 5) }

// newPlantOf has pages of so many rows.
func newPlantOf(tb testing.TB, page int) *plant {
	return newPlantWith(tb, snowflaketest.Config{ChunkRows: page})
}

func newPlantWith(tb testing.TB, cfg snowflaketest.Config) *plant {
	tb.Helper()
	cfg.TokenMark = "-" + secret // of the sessions
	cfg.FirstRows, cfg.Users = 3, []snowflaketest.User{{Name: "SPRUE", Password: secret}}
	p := &plant{TB: tb, now: start, db: filepath.Join(tb.TempDir(), "plant.duckdb"), ctx: context.Background()}
	var err error
	p.warehouse, err = snowflaketest.Start(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	p.store, err = store.Open(tb.Context(), store.Config{Path: p.db, MemoryLimitMB: 500, Threads: cfg.Threads})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := p.store.Close(); err != nil {
			tb.Error(err)
		}
		if err := p.warehouse.Close(); err != nil {
			tb.Error(err)
		}
	})
	p.source = account(p.warehouse.Host(), p.warehouse.Port())
	return p
}

// account is how a source gets to a warehouse.
func account(host string, port int) snowflake.Config {
	return snowflake.Config{Name: "sf", Account: "TESTORG-PLANT", User: "SPRUE", Password: secret, Database: "PLANT", Schema: "PUBLIC",
		Warehouse: "SPRUE_WH", Role: "SPRUE_READER", Host: host, Port: port, Protocol: "http", QueryTag: "sprue test"}
}

// minimal makes the required tables.
func (p *plant) minimal() *plant {
	p.run("CREATE TABLE COMPANY (ID NUMBER(38,0), NAME VARCHAR)", "INSERT INTO COMPANY VALUES (1, 'Acme')",
		"CREATE TABLE LOCATION (ID NUMBER(38,0), NAME VARCHAR, TIME_ZONE_ID VARCHAR)", "INSERT INTO LOCATION VALUES (1, 'Berlin', 'Europe/Berlin')",
		"CREATE TABLE MOLD (ID NUMBER(38,0), EQUIPMENT_CODE VARCHAR, CONTRACTED_CYCLE_TIME NUMBER(10,0), SUPPLIER_COMPANY_ID NUMBER(38,0), LOCATION_ID NUMBER(38,0))",
		"INSERT INTO MOLD VALUES (1, 'T-1', 300, 1, 1), (2, 'T-2', 250, 1, 1)",
		"CREATE TABLE MOLD_PART (MOLD_ID NUMBER(38,0), PART_ID NUMBER(38,0), CAVITY NUMBER(38,0), SWITCHED_TIME VARCHAR)", "INSERT INTO MOLD_PART VALUES (1, 10, 2, '1700000000000000000')",
		"CREATE TABLE STATISTICS (CI VARCHAR, MOLD_ID NUMBER(38,0), MOLD_CODE VARCHAR, HOUR VARCHAR, SHOT_COUNT NUMBER(38,0))",
		"INSERT INTO STATISTICS VALUES ('CNT-1', 1, 'T-1', '2026060100', 60), ('CNT-2', 2, 'T-2', '2026060101', 50)",
		"CREATE TABLE DATA_SHOT (COUNTER_CODE VARCHAR, SHOT_START_TIME NUMBER(38,0), CONTENT VARCHAR)")
	p.packets(0, 20)
	return p
}

// packet is the n-th packet, one an hour from the first of June on.
func packet(n int) string {
	return fmt.Sprintf(`('CNT-%d', %d, '[{"ct": %d.5, "seq": %d}]')`, n%3, hourOf(n).UnixNano(), n%40, n)
}

func hourOf(n int) time.Time {
	return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
}

func (p *plant) packets(from, to int) {
	p.Helper()
	var rows []string
	for n := from; n < to; n++ {
		rows = append(rows, packet(n))
	}
	p.run("INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT) VALUES " + strings.Join(rows, ", "))
}

func (p *plant) run(statements ...string) {
	p.Helper()
	for _, sql := range statements {
		if _, err := p.warehouse.Run(context.Background(), sql); err != nil {
			p.Fatalf("%s: %v", sql, err)
		}
	}
}

func (p *plant) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (p *plant) open() *snowflake.Source {
	p.Helper()
	s, err := snowflake.New(p.source, p.logger())
	if err != nil {
		p.Fatal(err)
	}
	snowflake.WithoutWaits(s)
	snowflake.WithClock(s, func() time.Time { return time.Now().Add(p.ahead) })
	return s
}

func (p *plant) trySync(opts mirror.Options) (mirror.Report, error) {
	p.Helper()
	m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, p.logger())
	if err != nil {
		p.Fatal(err)
	}
	s := p.open()
	defer func() {
		if err := s.Close(); err != nil {
			p.Error(err)
		}
	}()
	return m.Sync(p.ctx, []source.Source{s}, opts)
}

// sync syncs an hour after the sync before.
func (p *plant) sync(opts mirror.Options) mirror.Report {
	p.Helper()
	report, err := p.trySync(opts)
	if err != nil {
		p.Fatalf("sync: %v\n%s", err, p.log.String())
	}
	p.now = p.now.Add(time.Hour)
	return report
}

// lastQuery is the newest query that the warehouse was asked.
func (p *plant) lastQuery() (last snowflaketest.Entry) {
	for _, e := range p.warehouse.Log() {
		if e.On == snowflaketest.Query {
			last = e
		}
	}
	return last
}

// queries counts what the warehouse was asked since it was last forgotten.
func (p *plant) queries() (n int) {
	for _, e := range p.warehouse.Log() {
		if e.On == snowflaketest.Query {
			n++
		}
	}
	p.warehouse.ResetLog()
	return n
}

// rows gives the rows of a query on the mirror as text, fields parted by '|'.
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
		values, into := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			p.Fatal(err)
		}
		var line []string
		for _, v := range values {
			if !v.Valid {
				v.String = "∅"
			}
			line = append(line, v.String)
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
	if got := p.rows(query); strings.Join(got, "\n") != strings.Join(want, "\n") {
		p.Errorf("%s\n got: %s\nwant: %s", query, strings.Join(got, "\n      "), strings.Join(want, "\n      "))
	}
}

// wantLive compares the packets that the mirror holds and has not marked.
func (p *plant) wantLive(want []int) {
	p.Helper()
	var texts []string
	for _, n := range want {
		texts = append(texts, fmt.Sprint(n))
	}
	p.want("SELECT (content -> '$[0].seq')::INTEGER FROM raw.data_shot WHERE deleted_utc IS NULL ORDER BY 1", texts...)
}

func span(from, to int) (all []int) {
	for n := from; n < to; n++ {
		all = append(all, n)
	}
	return all
}
